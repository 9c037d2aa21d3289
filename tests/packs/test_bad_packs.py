"""A wrong pack gets file, line, field and mend in one sentence, and all its faults at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import pocketsphinx
import pytest
from annotated_types import Gt, MinLen
from pydantic import TypeAdapter, ValidationError

from simulator.errors import PackError
from simulator.packs import check, load_story, resource_folder
from simulator.packs.faults import MOST_SHOWN, Fault, in_order, pack_error
from simulator.packs.shape import Shape
from simulator.packs.tree import read_tree
from simulator.packs.vocabulary import PHONES
from simulator.packs.wording import type_faults

SHIPPED = (resource_folder("prompts") / "stories" / "webhook-drop-rate.yaml").read_text(encoding="utf-8")
Check = Callable[..., list[str]]
SECONDS = "give seconds between 1 and 3600."
AN_ID = "give small letters, digits and single hyphens, such as late-confirmations."
BEGIN = "begin with 'id: my-story' and see docs/packs.md."
RATINGS = "strong_no_hire, no_hire, leaning_no_hire, leaning_hire, hire or strong_hire"


@pytest.fixture
def faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Checks a text as `my.yaml`; gives each fault as it is shown."""
    monkeypatch.chdir(tmp_path)

    def checked(content: str | bytes) -> list[str]:
        path = Path("my.yaml")
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return [str(fault) for fault in check(path)]

    return checked


def bent(*changes: tuple[str, str]) -> str:
    """The shipped story with each first text replaced by the second."""
    text = SHIPPED
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


# What is changed in the shipped story, what stands in the line complained of, and the rest of the sentence.
FIELDS = [
    ("target_s: 20", "target_s: -3", "sections.task.target_s is -3; " + SECONDS),
    ("target_s: 20", "target_s: 3601", "sections.task.target_s is 3601; " + SECONDS),
    ("target_s: 20", "target_s: .nan", "sections.task.target_s is '.nan'; " + SECONDS),
    ("target_s: 20", "target_s: 1e999", "sections.task.target_s is '1e999'; " + SECONDS),
    ("target_s: 20", "target_s: 0:20", "sections.task.target_s is '0:20'; " + SECONDS),
    ("target_s: 20", "target_s: '20'", "sections.task.target_s is '20'; " + SECONDS),
    ("target_s: 20", "target_s: true", "sections.task.target_s is true; " + SECONDS),
    ("target_s: 20", "target_s: # none", "sections.task.target_s is empty; " + SECONDS),
    ("target_s: 20", "target_s: [20]", "sections.task.target_s is a list; " + SECONDS),
    ("target_s: 20", "targt_s: 20", "sections.task.targt_s is not a known field; write target_s."),
    (
        "target_s: 20",
        "target_s: 20\n    colour: red",
        "sections.task.colour is not a known field; the fields here are "
        "target_s, phrases, coaching, common_mistake, strong_example and means.",
    ),
    ("  task:\n", "  tusk:\n", "sections.tusk is not a known name; write task."),
    (
        "  task:\n",
        "  epilogue:\n",
        "sections.epilogue is not a known name; choose situation, task, action, result or reflection.",
    ),
    ("level: sde2", "level: sde3", "level is 'sde3'; choose sde1, sde2 or senior."),
    ("title: The", "title: 7 # The", "title is 7; put it in quotes to make it a text."),
    ("title: The", "title: '' # The", "title is empty; give a text."),
    ("title: The", "title: no # The", None),
    ("id: webhook-drop-rate", "id: Webhook Rate", f"id is 'Webhook Rate'; {AN_ID}"),
    ("  customer-obsession:\n", "  Customer One:\n", "lenses.Customer One is not an id; " + AN_ID),
    ("principles: [o", "principles: [] # [o", "principles is an empty list; "
     "give a list of at least 1, each after a dash."),
    ("rating: no_hire", "rating: nope", f"probes.influence.rescore.rating is 'nope'; choose {RATINGS}."),
    ("when: weak", "when: bad", "probes.influence.rescore.when is 'bad'; choose weak or strong."),
    ("time_s: [150, 180]", "time_s: [150]", "levels.senior.time_s[2] is missing; "
     "add seconds between 1 and 3600."),
    ("time_s: [150, 180]", "time_s: [1, 2, 3]", "levels.senior.time_s has 3 items; "
     "give a list of exactly 2."),
    ("time_s: [150, 180]", "time_s: [0, 180]", "levels.senior.time_s[1] is 0; " + SECONDS),
    ("correct: true", "correct: maybe", "knowledge_checks[1].options[1].correct is 'maybe'; "
     "write true or false."),
]  # fmt: skip

# The same for what no type can say.
RULES = [
    ("id: webhook-drop-rate", "id: own", "id is 'own', which stands for a story without a pack; "
     "choose another id."),
    ("[ownership,", "[owner-ship,", "principles[1] is 'owner-ship'; write ownership."),
    ("      scope-boundary:", "      scope-boundry:", "sections.situation.means.scope-boundry is no signal; "
     "write scope-boundary."),
    ('unowned-gap: ["no alert', 'unowned-gap: ["No alert', "sections.situation.means.unowned-gap[1] is "
     "none of the section's phrases; copy one of them to the letter, or add it to them."),
    ("  dive-deep:\n", "  frugality:\n", "lenses.frugality is none of the story's principles; "
     "choose ownership, customer-obsession or dive-deep, or name it under principles."),
    ("time_s: [150, 180]", "time_s: [180, 150]", "levels.senior.time_s runs from 180 to 150; "
     "put the shorter time first."),
    ("  hindsight:\n", "  hindsights:\n", "probes.hindsights is not a known name; write hindsight."),
    ("  drill:\n", "  sprint:\n", "modes.sprint is not a known name; "
     "choose walkthrough, drill or interview."),
    ("- quote: I told the", "- quote: I TOLD the", "weak_answer.marks[1].quote does not occur in "
     "weak_answer.text; copy the words to the letter."),
    ("  webhook: W", "  webhook: W EH0", "vocabulary.webhook holds EH0; "
     "use ARPAbet's 39 phones without stress, such as W EH B HH UH K."),
    ("  webhook: W", "  Web hook: W", "vocabulary.Web hook is not one word in small letters; "
     "write it as a recogniser would, such as webhook."),
    ("  webhook: W EH B HH UH K", "  webhook: ''", "vocabulary.webhook is empty; "
     "use ARPAbet's 39 phones without stress, such as W EH B HH UH K."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), [*FIELDS, *RULES])
def test_one_fault_one_sentence(old: str, new: str, said: str | None, faults: Check) -> None:
    text = bent((old, new))
    line = line_of(text, new) + new.rstrip("\n").count("\n")
    if said is None:
        assert faults(text) == []
    else:
        assert f"my.yaml:{line}: {said}" in faults(text)
        # A name that is wrong is also a name that is missing; nothing else may follow from one slip.
        assert len(faults(text)) <= 2


def test_two_right_answers_and_none(faults: Check) -> None:
    both = bent(('ahead of time."\n', 'ahead of time."\n        correct: true\n'))
    (said,) = faults(both)
    assert said.endswith(
        "knowledge_checks[1].options has 2 correct options; mark exactly one with 'correct: true'."
    )
    (said,) = faults(bent(("        correct: true\n", "")))
    assert said.endswith("has no correct option; mark exactly one with 'correct: true'.")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("  task:\n", "  action:\n", "sections.task is missing; add it, for a story needs all five."),
        ("  sde1:\n", "  sde2:\n", "levels.sde1 is missing; add it, for all three are told or none."),
        ("question: ", "principles: ", "question is missing; add a text."),
        ("  bar_raiser_thinks:", "  rating: leaning_no_hire", "weak_answer.bar_raiser_thinks is missing; "
         "add a text."),
        ("    signature: ", "    rescore:", "probes.influence.signature is missing; add a text."),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_at_what_should_hold_it(
    start: str, end: str, said: str, faults: Check
) -> None:
    first = SHIPPED.index(start)
    text = SHIPPED[:first] + SHIPPED[SHIPPED.index(end, first) :]
    (fault,) = faults(text)
    assert fault.endswith(f": {said}")


def test_a_misspelt_field_is_not_also_called_missing(faults: Check) -> None:
    text = bent(("question: Tell", "qestion: Tell"))
    assert faults(text) == [
        f"my.yaml:{line_of(text, 'qestion')}: qestion is not a known field; write question."
    ]


def test_what_may_be_left_out_may_be_left_out(faults: Check) -> None:
    first, last = SHIPPED.index("knowledge_checks:"), SHIPPED.index("levels:\n  sde1")
    text = SHIPPED[:first] + SHIPPED[last : SHIPPED.index("modes:\n")]
    assert faults(text) == []


def test_thirty_faults_at_once_in_the_order_of_their_lines(faults: Check) -> None:
    text = re.sub(r"target_s: \d+", "target_s: -3", SHIPPED)
    text = re.sub(r"(coaching|common_mistake|emphasise|play_down|purpose|tells):", r"\1s:", text)
    found = faults(text)
    assert len(found) == 5 + 10 + 6 + 3 + 8 == 32
    lines = [int(fault.split(":")[1]) for fault in found]
    assert lines == sorted(lines)
    with pytest.raises(PackError) as caught:
        load_story("my.yaml")
    assert str(caught.value).splitlines() == found


def test_thousands_of_faults_are_told_in_part() -> None:
    faults = tuple(Fault("my.yaml", line, "x", "is 1", "give a text") for line in range(1, 1001))
    lines = str(pack_error(faults)).splitlines()
    assert len(lines) == MOST_SHOWN + 1
    assert lines[-1] == f"my.yaml: {1000 - MOST_SHOWN} more faults; mend these first."


NOT_PACKS = [
    ("", "my.yaml:1: the file holds no fields; " + BEGIN),
    ("# only a remark\n", "my.yaml:1: the file holds no fields; " + BEGIN),
    ("- a\n- b\n", "my.yaml:1: the file is not a mapping of fields; " + BEGIN),
    ("hello", "my.yaml:1: the file is not a mapping of fields; " + BEGIN),
    ("id: a\n\ttitle: b\n", "my.yaml:2: a tab stands where spaces belong; indent with spaces only."),
    ("id: a\ntitle: b: c\n", "my.yaml:2: a colon stands where none can be; put the text in quotes."),
    ('id: a\ntitle: "b\n', "my.yaml:3: a quotation mark is never closed; close it at the end of the text."),
    ("id: [a, b\n", "my.yaml:2: a bracket is never closed; close it, or write a list with dashes."),
    ("id: a\ntitle\nlevel: b\n", "my.yaml:3: a line is neither a field nor part of a text; "
     "write 'name: value'."),
    ("id: @a\n", "my.yaml:1: a text begins with a sign that YAML uses itself; put it in quotes."),
    ("id: a\n---\nid: b\n", "my.yaml:2: a second document begins here; keep one pack a file, and no '---'."),
    ("? [a]\n: b\n", "my.yaml:1: a field's name is not plain text; write a word and a colon."),
    ("id: a\ntitle: b\nid: c\n", "my.yaml:3: id stands here again after line 1; keep one of the two."),
    ("id: &a x\n", "my.yaml:1: id uses '&a'; write the value out in full."),
    ("id: *a\n", "my.yaml:1: id uses '*a'; write the value out in full."),
    ("id: !mine x\n", "my.yaml:1: id has the tag '!mine'; remove the tag."),
    (b"RIFF\x24\x00\x00\x00WAVEfmt \x10\xff\xfe\x00", "my.yaml: the file is not UTF-8 text; "
     "save it as UTF-8, or check that it is the right file."),
    ("id: caf\u00e9\n".encode("latin-1"), "my.yaml: the file is not UTF-8 text; "
     "save it as UTF-8, or check that it is the right file."),
    (b"id: a\x00b\n", "my.yaml:1: it holds a sign that no text has; save it as plain text."),
    ("id: a\n" * 200_000, "my.yaml: the file is above 1 MB; a pack is a short text: "
     "check that it is the right file."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), NOT_PACKS, ids=range(len(NOT_PACKS)))
def test_what_is_no_pack_at_all(content: str | bytes, said: str, faults: Check) -> None:
    assert faults(content) == [said]


def test_a_missing_file_a_folder_and_a_device(tmp_path: Path) -> None:
    assert [str(fault) for fault in check(tmp_path / "no.yaml")] == [
        f"{tmp_path}/no.yaml: there is no such file; check its name and folder."
    ]
    for path in (tmp_path, Path("/dev/null")):
        (fault,) = check(path)
        assert str(fault) == f"{path}: this is not a file; give the path of a .yaml file."


def test_nothing_in_a_pack_runs(faults: Check, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    text = bent(("title: The", f"title: !!python/object/apply:os.mkdir ['{mark}'] # The"))
    (said,) = faults(text)
    assert "title has the tag 'tag:yaml.org,2002:python/object" in said
    assert not mark.exists()


@pytest.mark.timeout(20)
def test_a_billion_laughs_are_refused_unexpanded(faults: Check) -> None:
    rows = ["a0: &a0 [ha, ha]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 40)]
    said = faults("\n".join(rows))
    assert said[0] == "my.yaml:1: a0 uses '&a0'; write the value out in full."
    assert len(said) == 40 + 39 * 10


@pytest.mark.timeout(20)
@pytest.mark.parametrize("content", ["[" * 400_000, "a: {" * 200_000, "- " * 400_000, "x: 1\n" * 30_000])
def test_deep_and_long_files_are_refused_without_harm(content: str, faults: Check) -> None:
    assert faults(content)


def test_words_stay_words() -> None:
    tree = read_tree(
        "a: yes\nb: no\nc: 1:30\nd: 2020-01-01\ne: true\nf: 0.5\ng: ~\nh: 0x10\ni: '7'\n", "my.yaml"
    )
    assert tree.faults == []
    assert tree.data == {
        "a": "yes", "b": "no", "c": "1:30", "d": "2020-01-01", "e": True, "f": 0.5,
        "g": None, "h": "0x10", "i": "7",
    }  # fmt: skip


def test_a_mark_at_the_start_of_the_file_is_no_fault(faults: Check) -> None:
    assert faults(b"\xef\xbb\xbf" + SHIPPED.encode()) == []
    assert faults(SHIPPED.replace("\n", "\r\n")) == []


def test_a_sentence_shows_no_control_signs_and_stays_on_one_line(faults: Check) -> None:
    (said,) = faults(bent(("level: sde2", 'level: "\\e[31mred\\nline' + "x" * 100 + '"')))
    assert said.isprintable()
    assert said.endswith("…'; choose sde1, sde2 or senior.")


def test_the_phones_are_those_of_the_embedded_recogniser() -> None:
    lines = Path(pocketsphinx.get_model_path(), "en-us", "cmudict-en-us.dict").read_text(encoding="utf-8")
    assert {phone for line in lines.splitlines() for phone in line.split()[1:]} == PHONES


@dataclass(frozen=True)
class Cue:
    words: Annotated[tuple[str, ...], MinLen(1)]
    weight: Annotated[float, Gt(0)] = 1.0
    times: int | Literal["ever"] | None = None


@dataclass(frozen=True)
class AnyPack:
    """Not a story: the wording must serve any pack that the dataclasses describe."""

    cues: dict[str, tuple[Cue, ...]]
    share: float | None = None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cues: {a: [{words: [x], weight: 0}]}", "cues.a[1].weight is 0; give a number above 0."),
        (
            "cues: {a: [{words: [x], times: 1.5}]}",
            "cues.a[1].times is 1.5; give a whole number or choose ever.",
        ),
        ("cues: {a: {words: [x]}}", "cues.a is a mapping; give a list."),
        ("cues: {a: [x]}", "cues.a[1] is 'x'; give a mapping with words."),
        ("cues: {}\nshare: much", "share is 'much'; give a number."),
        ("share: 1", "cues is missing; add a mapping, one 'name: value' a line."),
    ],
)
def test_any_tree_of_dataclasses_is_worded(text: str, said: str) -> None:
    tree, adapter = read_tree(text, "my.yaml"), TypeAdapter(AnyPack)
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(tree.data)
    (fault,) = in_order(type_faults(caught.value.errors(), tree, Shape(adapter.json_schema()), "my.yaml"))
    assert str(fault).split(": ", 1)[1] == said
