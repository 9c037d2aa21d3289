"""Where the page puts things: lines and marks of a transcript, the timeline, pace and pauses."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reviews import WEAK_GRADE, weak_review
from support.sessions import judged, rubric, said

from simulator.domain.review import Hit, PaceSpan
from simulator.domain.speech import Transcript, Word
from simulator.reporting.page import Clip
from simulator.reporting.page.axis import Scale
from simulator.reporting.page.charts import PACE_HEIGHT, PAUSE_HEIGHT, pace_chart, pause_chart
from simulator.reporting.page.spoken import Note, lines_of, note_of, notes_of
from simulator.reporting.page.timeline import timeline


def spaced(text, every_s=0.5):
    """One word each half second, 0.3 s long."""
    words = text.split()
    return Transcript(
        tuple(Word(word, at * every_s, at * every_s + 0.3) for at, word in enumerate(words)),
        len(words) * every_s,
    )


def note(kind, start_s, end_s):
    return Note(kind, 1, kind.capitalize(), "", start_s, end_s, "")


def test_every_word_stands_in_the_lines_once_and_in_order():
    transcript, review = said("webhook-strong"), judged("webhook-strong")
    lines = lines_of(transcript, notes_of(review), review.sections)
    words = [word for line in lines for run in line.runs for word in run.words]
    assert words == list(transcript.words)
    assert [line.section for line in lines if line.opens] == [s.name for s in review.sections]


def test_every_hit_is_marked_on_its_own_words():
    transcript, review = said("webhook-strong"), judged("webhook-strong")
    notes = notes_of(review)
    runs = [run for line in lines_of(transcript, notes, review.sections) for run in line.runs]
    for hit, marked in zip((*review.signals, *review.disqualifiers), notes, strict=True):
        words = [word.text for run in runs if marked in run.notes for word in run.words]
        assert " ".join(words).rstrip(",.") == hit.quote.rstrip(",.")
        assert sum(marked in run.ending for run in runs) == 1


def test_overlapping_marks_keep_their_own_ends():
    notes = (note("signal", 0.5, 1.8), note("cost", 1.0, 2.3))
    (line,) = lines_of(spaced("a b c d e f", 0.5), notes)
    assert [(" ".join(word.text for word in run.words), run.kind) for run in line.runs] == [
        ("a", ""),
        ("b", "signal"),
        ("c d", "both"),
        ("e", "cost"),
        ("f", ""),
    ]
    assert [[ended.kind for ended in run.ending] for run in line.runs] == [[], [], ["signal"], ["cost"], []]


def test_hits_of_one_id_share_a_number():
    signals = weak_review().signals
    assert [numbered.number for numbered in notes_of(weak_review())[: len(signals)]] == [1, 2, 1]


def test_a_grade_marks_the_words_that_it_quotes():
    transcript = spaced("well I sent a Slack message and they handled it")
    (marked,) = note_of(replace(WEAK_GRADE, quote="I sent a Slack message", start_s=0.5), transcript)
    assert (marked.kind, marked.start_s, marked.end_s) == ("cost", 0.5, 2.8)
    assert note_of(replace(WEAK_GRADE, quote="", start_s=0.0), transcript) == ()


def test_a_new_line_begins_where_the_speaker_breathed():
    words = (*spaced("one two three four five six").words, Word("seven", 9.0, 9.3))
    lines = lines_of(Transcript(words, 10), ())
    assert [line.start_s for line in lines] == [0.0, 9.0]


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.integers(0, 20))
def test_lines_lose_no_word_however_it_was_spoken(gaps, at):
    words, now = [], 0.0
    for number, gap in enumerate(gaps):
        words.append(Word(f"w{number}", now + gap, now + gap + 0.2))
        now = words[-1].end_s
    notes = (note("signal", words[0].start_s, words[min(at, len(words) - 1)].end_s),)
    lines = lines_of(Transcript(tuple(words), now), notes)
    assert [word for line in lines for run in line.runs for word in run.words] == words
    assert sum(len(run.ending) for line in lines for run in line.runs) == 1


def test_sections_as_spoken_lie_over_sections_as_planned_on_one_axis():
    drawn = timeline(weak_review(), (), None)
    planned = sum(section.target_s for section in weak_review().sections)
    assert drawn.total_s == planned > weak_review().duration_s
    assert [band.name for band in drawn.planned] == ["situation", "task", "action", "result", "reflection"]
    assert sum(band.width for band in drawn.planned) == pytest.approx(100)
    assert [(band.name, band.start_s, band.end_s) for band in drawn.spoken] == [
        ("situation", 0.4, 29.8),
        ("action", 30.5, 52.75),  # two spans with nothing between them are one band
        ("result", 53.0, 71.1),
    ]
    assert drawn.width == pytest.approx(100 * 72.404 / planned)


def test_the_waveform_shows_where_it_is_loud():
    outline = (0.0,) * 50 + (0.8,) * 50
    drawn = timeline(weak_review(), (), Clip("audio/mpeg", b"", 72.4, outline, 0.724))
    heights = [float(stroke.split("V")[1]) - 50 for stroke in drawn.wave.split("M")[1:]]
    assert len(heights) == drawn.bars
    assert max(heights[: drawn.bars // 2 - 1]) <= 1
    assert min(heights[drawn.bars // 2 + 1 :]) == 48
    assert drawn.heard


def test_without_sound_the_strokes_stand_where_words_are():
    words = (Word("here", 60.0, 65.0),)
    drawn = timeline(weak_review(), words, None)
    heights = [float(stroke.split("V")[1]) - 50 for stroke in drawn.wave.split("M")[1:]]
    assert not drawn.heard
    assert heights[int(drawn.bars * 62 / 72.404)] > 10 > heights[0]


@pytest.mark.parametrize("total_s", [4, 57, 175, 600, 3600, 10800])
def test_the_axis_has_some_marks_but_not_many(total_s):
    ticks = Scale(total_s).ticks
    assert ticks[0].label == "0:00"
    assert 1 <= len(ticks) <= 9
    assert all(0 <= tick.left <= 100 for tick in ticks)


def test_pace_is_drawn_between_the_rubrics_bounds():
    pace = (PaceSpan(0, 15, 100), PaceSpan(15, 30, 150), PaceSpan(30, 45, 210))
    review = replace(weak_review(), delivery=replace(weak_review().delivery, pace=pace))
    chart = pace_chart(review, rubric().delivery)
    assert [bar.remark for bar in chart.bars] == ["slow", "", "fast"]
    slow, usual, fast = chart.bars
    assert 0 < fast.top < chart.fastest < usual.top < chart.slowest < slow.top < PACE_HEIGHT
    assert pace_chart(replace(review, delivery=replace(review.delivery, pace=())), rubric().delivery) is None


def test_pauses_are_drawn_from_the_words_and_the_long_ones_stand_out():
    words = (Word("a", 0, 1), Word("b", 1.1, 2), Word("c", 3, 4), Word("d", 9, 10))
    chart = pause_chart(words, 10, rubric().delivery)
    assert [(bar.start_s, bar.length_s, bar.long) for bar in chart.bars] == [(2, 1, False), (4, 5, True)]
    assert max(bar.height for bar in chart.bars) < PAUSE_HEIGHT
    assert pause_chart(words[:2], 10, rubric().delivery) is None
    assert pause_chart((), 10, rubric().delivery) is None


def test_labels_of_pauses_keep_apart():
    words = tuple(Word("x", at * 1.0, at * 1.0 + 0.5) for at in range(100))
    labelled = pause_chart(words, 100, rubric().delivery).notable
    assert 2 <= len(labelled) <= 5
    assert all(b.left - a.left >= 9 for a, b in pairwise(labelled))


def test_a_hit_without_words_is_no_fault():
    review = replace(weak_review(), signals=(Hit("noticed", "", None, "", 900.0, 901.0, 90),))
    assert lines_of(spaced("a b c"), notes_of(review))
