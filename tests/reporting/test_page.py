"""The report page as text: everything is on it, nothing foreign gets in or out, and it stays small."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from support.reviews import QUANTIFICATION, WORDS, interview_events, weak_review, withheld_review
from support.sessions import rubric, story, strong_interview, weak_interview

from simulator.domain.speech import Transcript
from simulator.events import AnswerEnded, Closed, Reviewed
from simulator.reporting.page import Attempt, Clip, page, reviewed_file
from simulator.reporting.turns import session_of

EVIL = "<script>window.taken = 1</script>\"'><img src=x onerror=alert(1)>{{ 7 * 7 }}"
CLIP = Clip("audio/mpeg", b"\xff\xf3not really sound", 3.2, (0.1, 0.9, 0.0), 0.1)


class Seen(HTMLParser):
    """What a browser makes of the page: elements with their attributes, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}
        self.text = ""
        self._last = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._last = tag

    def handle_endtag(self, tag):
        self._last = ""

    def handle_data(self, data):
        if self._last in ("script", "style"):
            self.inside[self._last] = data
        else:
            self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def rendered(events, *, clips=None, own=False, name="a session", **changes):
    attempt = Attempt(name, session_of(events), "5 January 2026, 10:00", clips or {})
    told = None if own else replace(story(), **changes)
    return page([attempt], story=told, rubric=rubric())


def plain(html):
    return " ".join(Seen(html).text.split())


@cache
def strong():
    return rendered(strong_interview())


def test_there_is_one_style_and_one_script_and_the_policy_names_both_by_hash():
    seen = Seen(strong())
    (policy,) = [
        meta["content"] for meta in seen.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        assert len(seen.all(kind)) == 1
        digest = b64encode(sha256(seen.inside[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_nothing_on_it_leads_outside():
    for tag, attributes in Seen(strong()).elements:
        assert "style" not in attributes, tag  # the policy would refuse it
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            assert (attributes.get(name) or "#").startswith(("#", "data:")), (tag, name)
    assert "url(" not in Seen(strong()).inside["style"]
    assert "@import" not in Seen(strong()).inside["style"]


def test_ids_are_unique_and_every_label_is_there():
    attempts = [Attempt("one", session_of(weak_interview())), Attempt("two", session_of(strong_interview()))]
    for html in (strong(), page(attempts, story=story(), rubric=rubric())):
        elements = [attributes for _, attributes in Seen(html).elements]
        ids = [attributes["id"] for attributes in elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        named = {
            name for attributes in elements for name in (attributes.get("aria-labelledby") or "").split()
        }
        linked = {
            link[1:] for attributes in elements if (link := attributes.get("href") or "").startswith("#")
        }
        assert named | linked <= set(ids)


def evil(value):
    """The value with every text of its own replaced that is free to be anything."""
    if is_dataclass(value):
        free = {"text", "quote", "why", "because", "question", "phrase", "remark", "say_instead", "tells"}
        free |= {"recogniser", "signature", "id", "story", "probe", "session", "principle"}
        return replace(
            value,
            **{
                field.name: EVIL
                if field.name in free and isinstance(getattr(value, field.name), str)
                else evil(getattr(value, field.name))
                for field in fields(value)
                if field.init
            },
        )
    if isinstance(value, tuple):
        return tuple(EVIL if isinstance(item, str) and " " in item else evil(item) for item in value)
    return value


def test_markup_in_any_name_quote_or_word_stays_text():
    html = rendered(evil(interview_events()), name=EVIL, title=EVIL)
    seen = Seen(html)
    assert len(seen.all("script")) == 1
    assert not seen.all("img")
    assert not [name for _, attributes in seen.elements for name in attributes if name.startswith("on")]
    assert seen.text.count(EVIL) > 20
    assert "49" not in re.findall(r"onerror=alert\(1\)>(..)", seen.text)


def test_text_that_turns_its_direction_around_is_made_harmless():
    assert "\u202e" not in rendered(weak_interview(), title="safe\u202egpj.exe")


def test_every_judgement_has_its_quote_and_its_time():
    text = plain(rendered(interview_events()))
    review = weak_review()
    for hit in (*review.signals, *review.disqualifiers):
        assert f"0:{int(hit.start_s):02d}" in text
    for reason in review.verdict.reasons:
        assert reason.text in text
        assert reason.quote in text
    for gap in review.gaps:
        assert gap.why in text
    for note in review.delivery.notes:
        assert note.text in text


def test_the_ledger_has_every_entry_with_its_points_and_their_sum():
    text = plain(rendered(interview_events()))
    for entry in weak_review().verdict.ledger:
        assert f"{entry.points:+.1f}{entry.text}".replace("-", "−") in text
    assert "−3.0Points in all" in text


def test_the_close_says_what_moved_the_rating_and_what_to_mend():
    text = plain(rendered(interview_events()))
    (close,) = [event for event in interview_events() if isinstance(event, Closed)]
    assert "Verdict: No Hire" in text
    for sentence in (*close.changed_by, *close.fixes, close.say_instead):
        assert sentence in text
    assert "With it the opening answer went from Leaning No Hire to No Hire." in text


def test_each_follow_up_has_question_answer_grade_and_a_better_answer():
    text = plain(rendered(interview_events()))
    for name in ("influence", "quantification"):
        assert story().probes[name].strong.text in text
        assert story().probes[name].signature in text
    assert QUANTIFICATION.question in text
    assert "1. Influence Weak" in text
    assert "2. Quantification Strong" in text


def test_without_a_story_the_better_answer_is_the_rubrics():
    text = plain(rendered(interview_events(), own=True))
    assert "Your own story" in text
    assert rubric().probes["influence"].say in text


def test_a_session_broken_off_says_so_and_shows_what_there_is():
    events = interview_events()
    reviewed = next(at for at, event in enumerate(events) if isinstance(event, Reviewed))
    text = plain(rendered(events[: reviewed + 3]))
    assert "broken off before its close" in text
    assert "Leaning No Hire" in text
    assert "Not graded" in text
    begun = plain(rendered(events[:3]))
    assert "Not judged" in begun
    assert "No words came of this answer." in begun
    assert "Not judged" in plain(rendered(events[:1]))


def test_a_withheld_verdict_gives_its_reason_and_no_rating():
    events = [
        replace(event, review=withheld_review()) if isinstance(event, Reviewed) else event
        for event in interview_events()
        if not isinstance(event, Closed)
    ]
    text = plain(rendered(events[:9]))
    assert "Verdict withheld" in text
    assert "Record closer to the microphone" in text
    assert "of 6" not in text


def test_sound_travels_inside_and_its_words_can_be_played():
    html = rendered(interview_events(), clips={"answer.wav": CLIP})
    seen = Seen(html)
    (audio,) = seen.all("audio")
    assert audio["src"] == f"data:audio/mpeg;base64,{b64encode(CLIP.data).decode()}"
    assert "controls" in audio  # it plays without the script too
    assert [span["data-at"] for span in seen.all("span") if "data-at" in span][:3] == ["0.40", "0.52", "1.10"]
    assert all(button["data-player"] == "a1-0" for button in seen.all("button") if "data-at" in button)


def test_without_sound_there_is_nothing_to_press():
    seen = Seen(rendered(interview_events()))
    assert not seen.all("audio")
    assert not [button for button in seen.all("button") if "data-at" in button]
    assert "There is no sound with this answer" in seen.text


def test_hits_are_told_apart_without_colour_also_by_a_screen_reader():
    text = plain(rendered(weak_interview()))
    assert re.search(r"\(earns credit: Noticed\) \+\d", text)
    assert re.search(r"\(costs: Handed off\) −\d", text)


def test_three_minutes_without_their_sound_take_little():
    assert (
        len(strong().encode()) < 300_000
    )  # with 190 s of sound, 0.76 MB, or 1.02 MB as text: well under 2 MB


def test_attempts_stand_side_by_side_with_verdict_clocks_and_hits():
    attempts = [
        Attempt("one", session_of(weak_interview()), "4 January 2026, 09:30"),
        Attempt("two", session_of(strong_interview()), "5 January 2026, 10:00"),
    ]
    text = plain(page(attempts, story=story(), rubric=rubric()))
    side = text[text.index("Attempts side by side") : text.index("Attempt 1 · ")]
    for words in (
        "4 January 2026",
        "Strong Hire",
        "Situation",
        "Handed off",
        "not heard",
        "Influenceweakstrong",
    ):
        assert words in side
    assert "Attempts side by side" not in plain(strong())


def test_a_reviewed_file_is_a_page_with_the_question_to_expect():
    attempt = reviewed_file("a.wav", "Tell me.", Transcript(WORDS, 3.2), weak_review(), CLIP)
    html = page([attempt], story=story(), rubric=rubric())
    assert "Expect this question next" in html
    assert "a.wav" in html
    assert len(Seen(html).all("audio")) == 1
    assert "broken off" not in plain(html)


def test_the_same_session_gives_the_same_page():
    assert rendered(strong_interview()) == strong()
    assert "\r" not in strong()
    assert strong().startswith("<!doctype html>")


def test_there_is_no_page_of_nothing():
    with pytest.raises(ValueError, match="attempt"):
        page([], story=None, rubric=rubric())


def test_an_answer_without_a_word_is_no_fault():
    events = [
        replace(event, transcript=Transcript((), 2.0)) if isinstance(event, AnswerEnded) else event
        for event in interview_events()
    ]
    assert "No answer came." in plain(rendered(events))
