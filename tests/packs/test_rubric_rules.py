"""Each rule of a rubric, broken by one line in a copy of the shipped one: one fault, one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.cases import spoken

from simulator.domain.speech import Backdrop, Prosody, Transcript, Word
from simulator.judging.patterns import compile_pattern
from simulator.judging.trust import trusted
from simulator.packs import check, load_rubric, load_story, resource_folder
from simulator.packs.marks import TRUST_MESSAGES
from simulator.packs.patterns import MOST_SIGNS, problems, spelled

SHIPPED = (resource_folder("prompts") / "rubric.yaml").read_text(encoding="utf-8")
Check = Callable[[str], list[str]]
LOOKED_UP = "is missing; add it, for it is looked up by this name."
NO_MARK = "which nobody fills in here;"
ENDLESS = "repeat only \\S, \\w, \\d or a letter without end."
PHONES = "use ARPAbet's 39 phones without stress, such as W EH B HH UH K."


@pytest.fixture
def faults(tmp_path: Path) -> Check:
    """What is wrong with a rubric of this text; each fault without its file and line."""

    def checked(text: str) -> list[str]:
        path = tmp_path / "my.yaml"
        path.write_text(text, encoding="utf-8")
        return [str(fault).split(": ", 1)[1] for fault in check(path)]

    return checked


def bent(old: str, new: str) -> str:
    """The shipped rubric with the first match of `old` replaced; what is in brackets is kept before `new`."""
    text, count = re.subn(old, lambda found: "".join(found.groups()) + new, SHIPPED, count=1, flags=re.S)
    assert count == 1, old
    return text


NAMES = [
    (r"\n  we: we-voice", "\n  we: we-voices", "tough.we is 'we-voices', which is no disqualifier; "
     "write we-voice."),
    (r"\n  mine: first-person-action", "\n  mine: noticd", "tough.mine is 'noticd', which is no signal; "
     "write noticed."),
    (r"credit: \{cross-team-delivery", "credit: {cross-team-deliveries", "levels.sde1.credit."
     "cross-team-deliveries is no signal of verdict.credit; write cross-team-delivery."),
    (r"(\nverdict:\n  credit:\n)", "    notced: 1\n", "verdict.credit.notced is no signal; write noticed."),
    (r"(\n  cost:\n)", "    shortcuts: {points: 1, again: 1}\n", "verdict.cost.shortcuts is no disqualifier; "
     "write shortcut."),
    (r"gaps: \{late-problem:", "gaps: {late-problm:", "verdict.gaps.late-problm is no gap; "
     "write late-problem."),
    (r"answered_by: durable-fix", "answered_by: durable-fixes", "verdict.cost.shortcut.answered_by is "
     "'durable-fixes', which is no signal; write durable-fix."),
    (r"(\n  caps:\n    - when: )shortcut", "shortcutt", "verdict.caps[1].when is 'shortcutt', "
     "which is no disqualifier or gap; write shortcut."),
    (r"closed_by: \[scope-boundary", "closed_by: [scope-boundery", "gaps.no-boundary.closed_by[1] is "
     "'scope-boundery', which is no signal; write scope-boundary."),
    (r"(\n    triggers:\n      - when: )handed-off", "handedoff", "probes.influence.triggers[1].when is "
     "'handedoff', which is no disqualifier or gap; write handed-off."),
    (r"(\n    signals: \[)cross-team-delivery", "cross-team-deliver", "probes.influence.signals[1] is "
     "'cross-team-deliver', which is no signal; write cross-team-delivery."),
    (r"(\n    disqualifiers: \[)handed-off", "no-delivery", "probes.influence.disqualifiers[1] is "
     "'no-delivery', which is no disqualifier;"),
    (r"phrases_mean: noticed", "phrases_mean: unnoticed", "sections.situation.phrases_mean is 'unnoticed', "
     "which is no signal; write noticed."),
    (r"(\n  subjects:\n)", "    contributions: x\n", "wording.subjects.contributions is no probe; "
     "write contribution."),
    (r"(\nwording:.*?\n  credit:\n)", "    adoptions: x\n", "wording.credit.adoptions is no signal; "
     "write adoption."),
    (r"(\nwording:.*?\n  cost:\n)", "    blamed: x\n", "wording.cost.blamed is no disqualifier; "
     "write blame."),
    (r"(\n  add:\n)", "    adoptions: x\n", "wording.add.adoptions is no signal; write adoption."),
    (r"(\n  mend:\n)", "    blamed: x\n", "wording.mend.blamed is no disqualifier; write blame."),
    (r"(\ntrust:.*?\n  messages:\n)", "    uncler: x\n", "trust.messages.uncler is no message of the judge; "
     "write unclear."),
    (r"(\ndelivery:.*?\n  messages:\n)", "    slowly: x\n", "delivery.messages.slowly is no message of the "
     "judge; write slow."),
]  # fmt: skip

LOOKUPS = [
    (r"\n  reflection:\n    target_s.*?\n(?=[a-z])", "\n", f"sections.reflection {LOOKED_UP}"),
    (r"\n  sde2:\n    probes: 3\n    total_s: \d+\n", "\n", f"levels.sde2 {LOOKED_UP}"),
    (r"\n    signals:\n      \{cue.*?\}\n", "\n", f"hearing.weighing.signals {LOOKED_UP}"),
    (r", hire: 8.1", "", f"verdict.floors.hire {LOOKED_UP}"),
    (r"\n    unclear: [^\n]*", "", f"trust.messages.unclear {LOOKED_UP}"),
    (r"\n    motivation: [^\n]*", "", f"wording.subjects.motivation {LOOKED_UP}"),
    (r"(\n  add:\n)    noticed: [^\n]*\n", "", f"wording.add.noticed {LOOKED_UP}"),
    (r"(\n  mend:\n)    we-voice: [^\n]*\n", "", f"wording.mend.we-voice {LOOKED_UP}"),
    (r"(\n  missing:\n)    situation: [^\n]*\n", "", f"wording.missing.situation {LOOKED_UP}"),
]

ORDER = [
    (r"leaning_hire: 5", "leaning_hire: 9", "verdict.floors.hire is 8.1, not above leaning_hire at 9; "
     "let the floors rise with the rating."),
    (r"floors: \{", "floors: {strong_no_hire: -20, ", "verdict.floors.strong_no_hire is the worst rating, "
     "which has no floor; remove it."),
    (r"slowest_wpm: 110", "slowest_wpm: 210", "slowest_wpm is 210, above fastest_wpm at 190; "
     "exchange the two."),
    (r"most_words: 12\n  least_words: 2", "most_words: 5\n  least_words: 6", "quoting.least_words is 6, "
     "above most_words at 5; exchange the two."),
]  # fmt: skip

OTHERS = [
    (r"(\n  leaning:\n    \[)", '"and", ', "turn_taking.leaning[1] is 'and', which stands under open too; "
     "leave it in one of the two."),
    (r"(\ngaps:\n)", "  noticed: {section: task, closed_by: [noticed]}\n", "gaps.noticed is a signal too; "
     "rename one of the two."),
    (r"(\ngaps:\n)", "  blame: {section: task, closed_by: [noticed]}\n", "disqualifiers.blame is a gap too; "
     "rename one of the two."),
    (r"(\ndisqualifiers:\n)", "  noticed: {why: x}\n", "disqualifiers.noticed is a signal too; "
     "rename one of the two."),
    (r"    closed_by: \[business-value\]\n", "", "gaps.no-worth is closed by nothing; "
     "name signals under closed_by."),
    (r"    closed_by: \[noticed, unowned-gap\]\n", "    words: number\n", "gaps.late-problem is closed by "
     "nothing; name signals under closed_by."),
    (r"(\n    acts: true)\n    doers: \[i\]", "", "signals.first-person-action.acts is true, but there are "
     "no doers; say whose acts count, such as 'doers: [i]'."),
    (r"\n    acts: true(\n    doers: \[i\])", "", "signals.first-person-action.doers counts only with acts; "
     "add 'acts: true' or leave it out."),
    (r"\n    inner: [^\n]*", "", "hearing.words.inner is missing; list the verbs that are no concrete acts, "
     "such as thought."),
    (r"(\nvocabulary:\n)", "  cron: K R AA0 N\n", f"vocabulary.cron holds AA0; {PHONES}"),
    (r"(\nvocabulary:\n)", "  cron: ''\n", f"vocabulary.cron is empty; {PHONES}"),
    (r"(\nvocabulary:\n)", "  Cron job: K R AA N\n", "vocabulary.Cron job is not one word in small letters; "
     "write it as a recogniser would, such as webhook."),
]  # fmt: skip

MARKS = [
    (r"You said, \{quote\}", "You said, {quot}", "wording.lead_quote[1] holds {quot}, "
     f"{NO_MARK} write {{quote}}."),
    (r"You said, \{quote\}", "You said it", "wording.lead_quote[1] lacks {quote}; say where {quote} stands."),
    (r"(    dig:\n      - )Suppose", "Suppose {quote}", f"probes.influence.dig[1] holds {{quote}}, {NO_MARK} "
     "leave it out."),
    (r"it stays \{after\}", "it stays {before}", f"sway.unmoved_text holds {{before}}, {NO_MARK} "
     "use {after}."),
    (r"Only \{value\} words", "Only {count} words", "trust.messages.too-few-words holds {count}, "
     f"{NO_MARK} use {{value}}."),
    (r"(    unclear: )The", "At {value} the", "trust.messages.unclear holds {value}, "
     f"{NO_MARK} leave it out."),
    (r"You speak at \{value\}", "You speak at {section}", "delivery.messages.slow holds {section}, "
     f"{NO_MARK} use {{value}}."),
    (r"takes \{spoken\}", "takes {spoken", "wording.overlong holds a single brace; "
     "write a mark as {name}, or leave the brace out."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), [*NAMES, *LOOKUPS, *ORDER, *OTHERS, *MARKS])
def test_one_slip_one_sentence(old: str, new: str, said: str, faults: Check) -> None:
    found = faults(bent(old, new))
    assert any(said in sentence for sentence in found), found
    # A name that is wrong may also be a name that is missing; nothing else may follow from one slip.
    assert len(found) <= 2, found


PATTERNS = [
    ("(?:a", "is no regular expression: missing ), unterminated subpattern; "
     "mend it, or write \\ before a sign that is meant."),
    ("*a", "is no regular expression: nothing to repeat;"),
    ("a{1,99999999999}", "is no regular expression: too large;"),
    ("<advs> a", "names <advs>, which is no list of words; write adv."),
    ("<Adv> a", "names <Adv>, which is no list of words; write adv."),
    ("a" * 250 + "?" + "b" * 250, f"has 501 signs; split it into patterns of at most {MOST_SIGNS}."),
    ("i Noticed", "holds a capital letter, which is never heard; write it in small letters."),
    (r"(?:\S+)+ a", "repeats a group without end; give the repetition a bound, such as {0,4} for +."),
    (r"(?:\S+ )* a", "repeats a group without end;"),
    (r"(?:a|a)+ b", "repeats a group without end;"),
    (r"(?: \S+){2,} a", "repeats a group without end;"),
    (r"(?:<num> )+?a", "repeats a group without end;"),
    (r"a .* b", f"repeats '.' without end; {ENDLESS}"),
    (r"a [^b]+ c", f"repeats '[^b]' without end; {ENDLESS}"),
    (r"a \s+b", f"repeats '\\s' without end; {ENDLESS}"),
    (r"(?: \S+){0,31} a", "repeats up to 31 times; give a bound of at most 30, such as {0,4}."),
    (r"(?:\S+){0,9} a", "repeats a group in which words run together; begin or end the group with a space."),
    (r"(?: ?\S+){0,9} a", "repeats a group in which words run together;"),
    (r"\S*a\S*b\S*", "repeats too often inside one word; put a space between the repetitions."),
    (r"(?:\S*a)(?:\S*b)\S*", "repeats too often inside one word;"),
    (r"a" + r"(?: \S+){0,9} b" * 4, "can be tried in too many ways; "
     "leave out gaps, give them smaller bounds, or split it into two patterns."),
    (r"(?:(?: \S+){0,5} a ){0,6}b", "can be tried in too many ways;"),
    (r"(?: \S*a\S*){0,30} b", "can be tried in too many ways;"),
    (r"(?: (?:\S*a)(?:\S*)){0,30} b", "can be tried in too many ways;"),
    (r"(?: a| \S+){0,20} b", "can be tried in too many ways;"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "said"), PATTERNS)
@pytest.mark.parametrize(
    ("head", "where"),
    [
        (r"(\n  situation:\n    target_s.*?\n    patterns:\n)", "sections.situation.patterns[1]"),
        (r"(\n  shortcut:\n    why.*?\n    unless:\n)", "disqualifiers.shortcut.unless[1]"),
    ],
)
def test_a_pattern_that_cannot_be_read_or_would_not_end(
    head: str, where: str, pattern: str, said: str, faults: Check
) -> None:
    (found,) = faults(bent(head, f"      - '{pattern}'\n"))
    assert found.startswith(f"{where} {said}"), found


LISTS = [
    ("    adv: ['(?:a', ", "hearing.words.adv[1] is no regular expression:"),
    ("    adv: ['<they>', ", "hearing.words.adv[1] names <they>, which is no list of words; "
     "write the words out, for a list holds no lists."),
    ("    my-list: [a]\n    adv: [", "hearing.words.my-list cannot be named in a pattern; "
     "use only small letters and _, such as money_words."),
]  # fmt: skip


@pytest.mark.parametrize(("new", "said"), LISTS)
def test_a_wrong_word_list_is_complained_of_once(new: str, said: str, faults: Check) -> None:
    (found,) = faults(bent(r"    adv: \[", new))
    assert found.startswith(said), found


@pytest.mark.parametrize(
    "pattern",
    [
        r"\S*\d\S* (?:percent|%)",
        r"(?:a |b )?c",
        r"i ~ \w+ed",
        r"(?<!not )(?: \S+){0,8} a",
        r"(?: (?:a|b)){0,20}",
        r"[a-z]+ \[ \( x{2}",
        "a+ b",
    ],
)
def test_a_plain_pattern_is_let_through(pattern: str) -> None:
    assert list(problems(pattern, {})) == []


def test_patterns_are_read_here_as_the_judge_reads_them() -> None:
    rubric = load_rubric()
    rules = [*rubric.signals.values(), *rubric.disqualifiers.values()]
    patterns = [text for rule in rules for text in (*rule.patterns, *rule.unless)]
    patterns += [text for rule in rubric.sections.values() for text in rule.patterns]
    for text in [*patterns, "a ~ b <num>"]:
        assert spelled(text, rubric.hearing.words) in compile_pattern(text, rubric.hearing.words).pattern


def _odd_sounds() -> Iterator[Prosody]:
    """An offset, broken sound, hum, music: none with a word in it."""
    yield Prosody(0.1, (-100.0,), (0.0,), backdrop=Backdrop(2.0, offset=0.3))
    yield Prosody(0.1, (-3.0,), (0.0,), (0.0,))
    yield Prosody(0.1, (-20.0,), (0.0,), backdrop=Backdrop(2.0, hum_hz=50, hum_db=-20.0))
    still = Backdrop(2.0, level_db=(-20.0,) * 5, still_share=(0.9,) * 5)
    yield Prosody(0.1, (-20.0,), (0.0,), backdrop=still)


def _voice(said: Transcript, *pitches_hz: float) -> Prosody:
    """Sound of that pitch in each word, a share of the answer each, and stillness between."""
    hop_s, count = 0.1, round(said.duration_s / 0.1)
    loudness = np.full(count, -70.0)
    for word in said.words:
        loudness[round(word.start_s / hop_s) : round(word.end_s / hop_s)] = -20.0
    pitch = np.repeat(pitches_hz, count // len(pitches_hz) + 1)[:count]
    return Prosody(hop_s, tuple(loudness.tolist()), tuple(pitch.tolist()))


def test_the_messages_about_trust_are_those_that_the_judge_looks_up() -> None:
    rules = replace(load_rubric().trust, messages={name: name for name in TRUST_MESSAGES})
    plain = spoken(
        " ".join(told.strong_example for told in load_story("webhook-drop-rate").sections.values())
    )
    half = len(plain.words) // 2

    def sure(*confidence: float) -> Transcript:
        words = [
            replace(word, confidence=confidence[at % len(confidence)]) for at, word in enumerate(plain.words)
        ]
        return replace(plain, words=tuple(words))

    transcripts = [
        plain,
        replace(plain, words=()),
        *(replace(plain, words=(), prosody=Prosody(0.1, (db,), (0.0,))) for db in (-100.0, -10.0)),
        *(replace(plain, words=(), prosody=one) for one in _odd_sounds()),
        replace(plain, prosody=_voice(plain, 0.0)),
        replace(plain, prosody=_voice(plain, 100.0, 250.0)),
        replace(plain, words=plain.words[:3]),
        replace(plain, words=tuple(Word(word.text, 0.0, 0.1) for word in plain.words)),
        replace(plain, language="de"),
        replace(plain, words=plain.words[:half], duration_s=10 * plain.duration_s),
        sure(0.35),
        sure(0.1),
    ]
    assert {trusted(transcript, rules).why for transcript in transcripts} == set(TRUST_MESSAGES)
