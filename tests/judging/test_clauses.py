"""Units and clauses: cut where a listener would cut, at any style of transcript."""

import pytest
from support.cases import all_cases, heard, spoken

from simulator.domain.speech import Transcript, Word
from simulator.judging.clauses import unit_of, units_of


def said(text: str, gaps: dict[int, float] | None = None) -> Transcript:
    """Words of 0.3 s, 0.05 s apart; `gaps` gives the pause before a word, by its index."""
    words, clock_s = [], 0.0
    for at, word in enumerate(text.split()):
        clock_s += (gaps or {}).get(at, 0.05)
        words.append(Word(word, clock_s, clock_s + 0.3))
        clock_s += 0.3
    return Transcript(tuple(words), clock_s)


def texts(transcript: Transcript) -> list[str]:
    return [unit.text for unit in units_of(transcript)]


def clauses(text: str) -> list[str]:
    return [clause.text for clause in unit_of(said(text).words).clauses]


def test_no_words_give_no_units() -> None:
    assert units_of(Transcript((), 3.0)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I found it. Then I fixed it.", ["i found it", "then i fixed it"]),
        ("It was 0.3% of them. Nobody knew.", ["it was 0.3% of them", "nobody knew"]),
        ("Why me? Because I saw it!", ["why me", "because i saw it"]),
        ("I rang Dr. Shah and she agreed. Done.", ["i rang dr shah and she agreed", "done"]),
        ('She said "leave it." I did not.', ["she said leave it", "i did not"]),
    ],
)
def test_punctuation_ends_units(text: str, found: list[str]) -> None:
    assert texts(said(text)) == found


def test_a_pause_in_punctuated_speech_does_not_cut_a_sentence() -> None:
    assert texts(said("I went to the yard and counted pallets. Then I left.", {4: 0.6})) == [
        "i went to the yard and counted pallets",
        "then i left",
    ]


def test_a_sentence_whose_last_word_lost_its_full_stop_still_ends_before_a_capital() -> None:
    assert (
        texts(said("I check the meters Then I wrote it down. It was late.", {4: 0.4}))[0]
        == "i check the meters"
    )


def test_bare_words_are_cut_at_pauses() -> None:
    found = texts(said("i saw the rate was wrong nobody had a ticket for it i took it on", {6: 0.5, 12: 0.5}))
    assert found == ["i saw the rate was wrong", "nobody had a ticket for it", "i took it on"]


@pytest.mark.parametrize("hanging", ["the", "and", "to", "my", "of", "i", "because", "was"])
def test_a_pause_after_a_hanging_word_is_thinking(hanging: str) -> None:
    text = f"so then it came down {hanging} something else on the floor"
    assert texts(said(text, {6: 0.7})) == [text]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("nobody else was going to do it so i stepped in i wrote a small script", "i wrote"),
        ("there was an alert that nobody had ever switched on and i asked who owned it", "and i"),
        ("it stayed quiet for four months after that we measured it every monday", "we measured"),
        ("that was what the old contract was but i had never read it", "but i"),
    ],
)
def test_a_thought_can_end_on_a_small_word_when_a_new_one_begins(text: str, begins: str) -> None:
    at = len(text[: text.rindex(begins)].split())
    assert [unit.startswith(begins) for unit in texts(said(text, {at: 0.4}))] == [False, True]


def test_that_before_a_subject_opens_what_was_seen() -> None:
    text = "so on the second morning i noticed that we had no alert at all"
    assert texts(said(text, {8: 0.6})) == [text]


def test_a_very_long_pause_ends_a_unit_even_after_a_hanging_word() -> None:
    assert len(texts(said("so then it came down to the other thing was the floor", {6: 3.0}))) == 2


def test_a_speaker_who_pauses_at_every_breath_is_not_cut_to_pieces() -> None:
    text = "we had eleven trucks going out each day and three came back half empty on thursdays"
    found = texts(said(text, dict.fromkeys(range(3, 16, 3), 0.4)))
    assert len(found) <= 3


def test_run_on_speech_without_a_pause_is_cut_at_a_conjunction() -> None:
    text = " ".join(["we looked at pallets in the long yard behind the old store"] * 4)
    run_on = f"{text} and i counted them {text}"
    units = units_of(said(run_on))
    assert len(units) == 2
    assert units[1].text.startswith("and i counted them")


@pytest.mark.parametrize("bare", [False, True])
def test_labelled_sentences_are_found_again(bare: bool) -> None:
    met = total = 0
    for case in all_cases():
        answer = heard(case["sentences"], bare=bare)
        begun = {round(unit.start_s, 2) for unit in units_of(answer.transcript)}
        met += sum(round(start_s, 2) in begun for start_s, _ in answer.spans)
        total += len(answer.spans)
    assert met / total > (0.95 if bare else 0.99)


def test_units_cover_every_word_once_and_in_order() -> None:
    for case in all_cases()[::7]:
        transcript = heard(case["sentences"], noise=0.2, bare=True).transcript
        units = units_of(transcript)
        assert tuple(word for unit in units for word in unit.words) == transcript.words
        assert [unit.first for unit in units] == [
            sum(len(unit.words) for unit in units[:at]) for at in range(len(units))
        ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I pulled the logs and I traced the drops", ["i pulled the logs", "and i traced the drops"]),
        ("I could have pinged them, but I wrote it", ["i could have pinged them", "but i wrote it"]),
        ("I took it because nobody else would", ["i took it", "because nobody else would"]),
        ("after a while it came back", ["after a while it came back"]),
        ("the part that i built was small", ["the part that i built was small"]),
        ("I wrote the rule, they merged it", ["i wrote the rule", "they merged it"]),
        ("we found the cause they named", ["we found the cause", "they named"]),
        ("it broke so we called the vendor", ["it broke", "so we called the vendor"]),
        ("it held until the second week", ["it held", "until the second week"]),
        (
            "i kept quiet for three weeks it was just easier",
            ["i kept quiet for three weeks", "it was just easier"],
        ),
        ("i opened it again and fixed it myself", ["i opened it again and fixed it myself"]),
        ("i took it home that's the whole of it", ["i took it home", "that's the whole of it"]),
        ("i knew it was wrong", ["i knew it was wrong"]),
    ],
)
def test_clauses_end_where_the_thought_does(text: str, found: list[str]) -> None:
    assert clauses(text) == found


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("So, um, I, uh, wrote it", "so i wrote it"),
        ("I, you know, rang them", "i rang them"),
        ("do you know what happened", "do you know what happened"),
        ("it was, like, forty minutes", "it was forty minutes"),
        ("it looked like rain", "it looked like rain"),
        ("I'd like to add one thing", "i'd like to add one thing"),
        ("would you like me to stop", "would you like me to stop"),
        ("it got, it got better", "it got better"),
        ("a, a verified number", "a verified number"),
        ("the the the list", "the list"),
        ("it was very very late", "it was very very late"),
        ("we had kind of a plan", "we had a plan"),
        ("that kind of thing", "that kind of thing"),
        ("we, well, I rebuilt it", "i rebuilt it"),
        ("We pulled, no, not we, I pulled the file", "i pulled the file"),
        ("First we, sorry, I, I should say I, put in a lock", "first i put in a lock"),
        ("we wrote it and I tested it", "we wrote it and i tested it"),
        ("we had an alert so I wrote it up", "we had an alert so i wrote it up"),
    ],
)
def test_fillers_and_repaired_starts_are_left_out_of_the_match(text: str, kept: str) -> None:
    assert unit_of(said(text).words).text == kept


def test_a_repair_is_remembered_and_its_words_stay_quotable() -> None:
    unit = unit_of(said("We, well, I rebuilt it").words)
    assert unit.repaired
    assert unit.quote(0, len(unit.words) - 1) == "We, well, I rebuilt it"


def test_a_quote_is_the_words_as_they_were_spoken() -> None:
    unit = unit_of(spoken("So, um, I wrote the retry myself.").words)
    clause = unit.clauses[0]
    assert unit.quote(clause.first, clause.last) == "So, um, I wrote the retry myself."


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("$8,000 weekly", "$8000 weekly"),
        ("cross-team visibility", "cross team visibility"),
        ("the organisational gap", "the organizational gap"),
        ("team’s scope", "team's scope"),
        ("'cause I gotta", "because i got to"),
        ("0.3%.", "0.3%"),
    ],
)
def test_spelling_of_recognisers_is_made_alike(text: str, kept: str) -> None:
    assert unit_of(said(text).words).text == kept
