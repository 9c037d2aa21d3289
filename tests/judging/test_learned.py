"""The learned judge on sentences: what it hears, where, and that bare recogniser text changes little."""

import re
import subprocess
import sys

import numpy as np
import pytest

from simulator.judging.learned import MODEL, SECTION_IDS, Learned, heaviest
from simulator.judging.normal_form import normalise
from simulator.judging.sections import smooth

ANSWER = """
I was the night clerk at a small hotel and one evening I noticed that every third booking had no deposit.
Nobody was looking at it, there was no alert and no ticket.
It wasn't my team's system, it belonged to the payments people.
Nobody asked me to, I just decided to take it on myself.
I pulled six weeks of bookings and I traced it to the old web form.
I wrote a small check and I brought the finished change to their lead, and they merged it the same week.
Missing deposits went from thirty percent to two percent within a month.
That saved about four thousand pounds a month.
Since then the other two hotels have adopted the same check.
What I do differently now is that I ask who owns the form before we go live.
""".strip().splitlines()
HEARD = (
    (0, "noticed"), (1, "unowned-gap"), (2, "scope-boundary"), (3, "self-assigned"),
    (4, "first-person-action"), (5, "cross-team-delivery"),
    (6, "metric-delta"), (7, "business-value"), (8, "adoption"),
    (9, "specific-learning"),
)  # fmt: skip
COSTLY = (
    ("We all worked on it together and the team fixed the whole thing.", "we-voice"),
    ("I sent them a message and they took care of it after a few days.", "handed-off"),
    ("My manager told me to look into it, so I did.", "assigned"),
    ("We never really measured it, but it seemed better.", "unmeasured"),
    ("Things got a lot better and everyone was happy.", "vague-result"),
    ("I learned that communication is really important.", "generic-lesson"),
    ("I had some spare time that week and I was bored.", "spare-time"),
    ("I guess it was probably costing us a lot of money.", "guessed"),
)


@pytest.fixture(scope="module")
def learned():
    return Learned.load()


def words(text):
    return text.split()


def bare(text):
    return re.sub(r"[^a-z0-9' ]", "", text.lower()).split()


def likely(learned, units, at, name):
    scores = learned.scores(units)
    if name in learned.signal_ids:
        return scores.signals[at, learned.signal_ids.index(name)]
    return scores.disqualifiers[at, learned.disqualifier_ids.index(name)]


@pytest.mark.parametrize("spoken", [words, bare])
@pytest.mark.parametrize(("at", "name"), HEARD)
def test_each_signal_is_likely_where_it_is_said(learned, spoken, at, name):
    units = [spoken(line) for line in ANSWER]
    assert likely(learned, units, at, name) > 0.5


@pytest.mark.parametrize("spoken", [words, bare])
@pytest.mark.parametrize(("line", "name"), COSTLY)
def test_each_disqualifier_is_likely_where_it_is_said(learned, spoken, line, name):
    units = [spoken(text) for text in ANSWER[:6]] + [spoken(line)]
    assert likely(learned, units, 6, name) > 0.4


def test_a_plain_sentence_earns_and_costs_nothing(learned):
    scores = learned.scores(
        [words(ANSWER[0]), words("The building had three floors and a lift."), words(ANSWER[1])]
    )
    assert scores.signals[1].max() < 0.3
    assert scores.disqualifiers[1].max() < 0.3


def test_sections_follow_the_telling(learned):
    smoothed = learned.scores([words(line) for line in ANSWER]).smoothed
    named = [SECTION_IDS[k] for k in smoothed.argmax(axis=1)]
    assert named[0] == "situation"
    assert named[4] == named[5] == "action"
    assert named[6] == named[7] == "result"
    assert named[9] == "reflection"


def test_shapes_and_ranges(learned):
    scores = learned.scores([words(line) for line in ANSWER])
    assert scores.sections.shape == scores.smoothed.shape == (10, 6)
    assert scores.signals.shape == (10, 12)
    assert scores.disqualifiers.shape == (10, 10)
    assert np.allclose(scores.smoothed.sum(axis=1), 1)
    for table in (scores.signals, scores.disqualifiers):
        assert np.isfinite(table).all()
        assert table.min() >= 0
        assert table.max() <= 1


@pytest.mark.parametrize("units", [[], [[]], [["…", "um"]], [["yes"], [], ["no"]]])
def test_nothing_said_is_judged_without_error(learned, units):
    scores = learned.scores(units)
    assert len(scores.signals) == len(units)
    for unit in units:
        assert learned.evidence(unit, "noticed").first == 0


def test_evidence_quotes_the_words_that_carry_it(learned):
    unit = words(
        "So the week after the summer party, um, nobody had asked me to, but there was a queue at the desk."
    )
    found = learned.evidence(unit, "self-assigned")
    assert {"nobody", "asked", "me"} <= set(unit[found.first : found.last + 1])
    assert found.last - found.first < 12


def test_evidence_of_an_unknown_id_is_refused(learned):
    with pytest.raises(KeyError):
        learned.evidence(["I"], "charm")


@pytest.mark.parametrize(
    ("probe", "weak", "strong"),
    [
        (
            "influence",
            "I just sent them a message and they handled it from there.",
            "I brought their lead a finished change with the tests and the cost of the failure on one page, "
            "I offered to help with the release, and they merged it in two days.",
        ),
        (
            "quantification",
            "I didn't really measure it, I guessed that it mattered.",
            "I pulled three months of logs, counted the failures, multiplied by the average order and got "
            "about nine thousand dollars a week, and finance confirmed it.",
        ),
        (
            "hindsight",
            "I would communicate more with the other team.",
            "I would put a shared dashboard with an alert in place on the first day, owned by both teams, "
            "because we found it eleven days late.",
        ),
    ],
)
def test_a_strong_probe_answer_outranks_a_weak_one(learned, probe, weak, strong):
    assert learned.grade_probability(words(weak), probe) < 0.5
    assert learned.grade_probability(words(strong), probe) > 0.5


def test_a_word_that_no_labelled_answer_holds_counts_by_what_it_means():
    judge = Learned.load()
    assert {"apologized", "disappointment"}.isdisjoint(judge.words)
    sorry, sad, noise = (
        judge.scores([f"the customers were full of {word} about it".split()]).signals
        for word in ("disappointment", "sadness", "xqzvk")
    )
    assert np.abs(sorry - sad).sum() < np.abs(sorry - noise).sum()


@pytest.mark.parametrize(
    ("spoken", "normal"),
    [
        ("Um, I didn't know.", "i did not know"),
        ("from 0.3% to zero", "from <num> <pct> to zero"),
        ("ninety-four per cent", "<num> <pct>"),
        ("about $8,000 a week", "about <money> a week"),
        ("one hundred and twenty people", "<num> people"),
        ("no one", "no one"),
        ("once per week per", "once per week per"),
        ("the root cause, 'cause it failed", "the root cause because it failed"),
        ("nine nine point nine five", "<num>"),
        ("thirtyfive people", "<num> people"),
        ("a oneway seventyish street", "a oneway seventyish street"),
        ("We're sure they'd won't", "we are sure they 'd will not"),
    ],
)
def test_normal_form(spoken, normal):
    assert " ".join(token.text for token in normalise(spoken.split())) == normal


def test_the_model_is_small_enough_to_travel():
    assert MODEL.stat().st_size < 3_000_000


def test_judging_needs_no_training_library():
    script = "import sys; from simulator.judging.learned import Learned; Learned.load(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert not {"sklearn", "scipy"} & set(loaded.split())


def test_a_file_elsewhere_is_another_model(tmp_path):
    copy = tmp_path / "copy.npz"
    copy.write_bytes(MODEL.read_bytes())
    units = [words(line) for line in ANSWER]
    assert np.array_equal(Learned.load(copy).scores(units).signals, Learned.load().scores(units).signals)
    assert Learned.load(copy) is Learned.load(copy)
    assert Learned.load(copy) is not Learned.load()


def test_one_unit_more_changes_no_far_unit_by_much(learned):
    units = [words(line) for line in ANSWER]
    before, after = learned.scores(units[:-1]).signals[4], learned.scores(units).signals[4]
    assert np.abs(before - after).max() < 0.15


def test_the_heaviest_run_is_the_one_that_stands_out():
    assert heaviest(np.array([0.0, 0, 0, 1, 2, 1, 0, 0])) == (3, 5)
    assert heaviest(np.array([1.0])) == (0, 0)


def test_smoothing_lets_neighbours_decide_what_is_unclear():
    emissions = np.log(np.array([[0.9, 0.1], [0.5, 0.5], [0.9, 0.1]]))
    sticky = np.log(np.array([[0.9, 0.1], [0.1, 0.9]]))
    even = np.log(np.array([0.5, 0.5]))
    assert smooth(emissions, sticky, even, even)[1, 0] > 0.9


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("unowned-gap", "situation"),
        ("scope-boundary", "task"),
        ("self-assigned", "task"),
        ("first-person-action", "action"),
        ("metric-delta", "result"),
        ("vague-result", "result"),
        ("systemic-insight", "reflection"),
        ("generic-lesson", "reflection"),
    ],
)
def test_what_is_heard_speaks_for_the_section_where_it_belongs(learned, name, section):
    ids = (*learned.signal_ids, *learned.disqualifier_ids)
    assert learned.told.shape == (len(ids), len(SECTION_IDS))
    assert SECTION_IDS[learned.told[ids.index(name)].argmax()] == section
