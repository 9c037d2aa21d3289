"""Reviews, grades and an interview's events made by hand, as a judge would give them."""

from __future__ import annotations

from dataclasses import replace

from simulator.domain.review import (
    Delivery,
    DeliveryNote,
    Gap,
    Grade,
    Hit,
    LedgerEntry,
    PaceSpan,
    Probe,
    Reason,
    Review,
    SectionPace,
    SectionTime,
    Trust,
    Verdict,
    VoiceFigures,
)
from simulator.domain.speech import Transcript, Word
from simulator.events import (
    AnswerEnded,
    Asked,
    Closed,
    Event,
    Graded,
    ListeningStarted,
    Noticed,
    Rescored,
    Reviewed,
    SessionEnded,
    SessionStarted,
    SpeechStarted,
    SpeechStopped,
    WordsHeard,
)

QUESTION = "Tell me about a time you advocated for a responsible approach when others pushed for shortcuts."

INFLUENCE = Probe(
    id="influence",
    question="How did you get the Platform team to accept a fix when you had no authority over them?",
    because="The fix changed hands in your answer, and a bar raiser wants to know who carried it.",
    quote="I told the platform team and they fixed it after a few days",
    start_s=41.256,
)
QUANTIFICATION = Probe(
    id="quantification",
    question="How did you work out what those dropped webhooks cost?",
    because="The answer holds no number for the outcome.",
    quote="it seemed better",
    start_s=58.9,
)


def _section(
    name: str, status: str, target_s: float, confidence: float, *spans: tuple[float, float]
) -> SectionTime:
    return SectionTime(name, spans, target_s, status, confidence)  # type: ignore[arg-type]


def weak_review() -> Review:
    """An answer that noticed, handed off and measured nothing."""
    return Review(
        story="webhook-drop-rate",
        principle="ownership",
        level="sde2",
        duration_s=72.404,
        sections=(
            _section("situation", "on_target", 30, 0.91, (0.4, 29.8)),
            _section("task", "missing", 20, 0.8),
            _section("action", "short", 90, 0.52, (30.5, 41.2), (43.0, 52.75)),
            _section("result", "on_target", 20, 0.74, (53.0, 71.1)),
            _section("reflection", "missing", 15, 0.9),
        ),
        signals=(
            Hit("noticed", "I noticed", "situation", "I noticed", 3.104, 3.6, 100, "You found it yourself."),
            Hit("unowned-gap", "no alert existed", "situation", "there was no alert", 9.2, 10.4, 91, ""),
            Hit("noticed", "I noticed", "situation", "I saw that", 12.0, 12.5, 88, ""),
        ),
        disqualifiers=(
            Hit(
                "handed-off",
                "told the team",
                "action",
                "I told the platform team and they fixed it after a few days",
                41.256,
                45.1,
                96,
                "Telling another team is routing: the bar raiser cannot see what you did.",
            ),
            Hit(
                "unmeasured",
                "seemed better",
                "result",
                "it seemed better",
                58.9,
                60.2,
                100,
                "An impression is no result; give what you measured before and after.",
            ),
        ),
        gaps=(
            Gap("self-assigned", "task", "Say that it was not your team's and that nobody had asked you."),
            Gap("specific-learning", "reflection", "Say what you now do differently because of this story."),
        ),
        delivery=Delivery(
            words_per_minute=142.55,
            i_to_we=0.6,
            fillers=3,
            fillers_per_minute=2.486,
            longest_pause_s=3.1,
            pauses_inside=1,
            pace=(PaceSpan(0.4, 15.4, 150.2), PaceSpan(15.4, 30.4, 131.9)),
            section_pace=(SectionPace("situation", 141.07),),
            sound=VoiceFigures(-27.31, 0.0, 5.04, 0.25, 1),
            notes=(
                DeliveryNote(
                    "pause-inside",
                    "You stop in the middle of a thought for 3.1 seconds, which reads as unsure.",
                    "and they fixed it after a few",
                    43.5,
                ),
            ),
        ),
        trust=Trust("high", ""),
        verdict=Verdict(
            "leaning_no_hire",
            (
                Reason(
                    "You passed the problem on, and somebody else did the fixing.",
                    "I told the platform team and they fixed it after a few days",
                    41.256,
                ),
                Reason("No number stands anywhere in the result.", "", 0.0),
            ),
            (
                LedgerEntry("Found the problem personally", 1.0, "I noticed", 3.104),
                LedgerEntry("Handed the fix to others", -2.5, "I told the platform team", 41.256),
                LedgerEntry("No measured result", -1.5),
            ),
        ),
        probes=(INFLUENCE, QUANTIFICATION),
    )


def withheld_review() -> Review:
    """The same answer from a recording that could not be understood."""
    why = "Too few words were heard clearly: a third of them are guesses. Record closer to the microphone."
    empty = Verdict(None, ())
    return replace(
        weak_review(), trust=Trust("low", why), verdict=empty, signals=(), disqualifiers=(), gaps=()
    )


WEAK_GRADE = Grade(
    probe="influence",
    grade="weak",
    why="Escalating without a fix confirms the hand-off.",
    quote="I sent a Slack message and they handled it",
    start_s=2.349,
    rescore="no_hire",
)
STRONG_GRADE = Grade(
    probe="quantification",
    grade="strong",
    why="You named the logs, the method and the figure.",
    quote="I correlated failures with delayed confirmations",
    start_s=1.2,
)

WORDS = (Word("I", 0.4, 0.5, 0.97), Word("noticed", 0.52, 1.004, 0.9), Word("drops", 1.1, 1.5, None))


def interview_events() -> tuple[Event, ...]:
    """A whole interview with two probes, the first of which costs a step."""
    return (
        SessionStarted(
            at_s=0.0,
            session="2026-01-05_10-00-00_webhook-drop-rate",
            mode="interview",
            story="webhook-drop-rate",
            principle="ownership",
            level="sde2",
            recogniser="pocketsphinx en-us",
            voice="espeak en",
        ),
        Noticed(at_s=0.1, code="whisper-missing", text="No Whisper model is here; pocketsphinx listens."),
        Asked(at_s=6.0, turn=0, text=QUESTION),
        *_heard(0, 6.1, "answer.wav", "silence"),
        Reviewed(at_s=80.0, turn=0, review=weak_review()),
        Asked(at_s=86.0, turn=1, text=f"You said '{INFLUENCE.quote}'. {INFLUENCE.question}", probe=INFLUENCE),
        *_heard(1, 86.1, "probe-1.wav", "key"),
        Graded(at_s=99.0, turn=1, grade=WEAK_GRADE),
        Rescored(at_s=99.0, turn=1, before="leaning_no_hire", after="no_hire", why=WEAK_GRADE.why),
        Asked(at_s=104.0, turn=2, text=QUANTIFICATION.question, probe=QUANTIFICATION),
        *_heard(2, 104.1, "probe-2.wav", "source_ended"),
        Graded(at_s=120.0, turn=2, grade=STRONG_GRADE),
        Closed(
            at_s=121.0,
            rating="no_hire",
            changed_by=(
                "The answer about influence confirmed the hand-off: Leaning No Hire became No Hire.",
            ),
            fixes=(
                "Say what you built yourself before you say whom you told.",
                "Give the result as a number, before and after.",
                "Close on the insight that only this story gives.",
            ),
            say_instead="I brought a solution, not just a problem",
        ),
        SessionEnded(at_s=121.5, reason="completed", folder="sessions/2026-01-05_10-00-00_webhook-drop-rate"),
    )


def _heard(turn: int, at_s: float, recording: str, reason: str) -> tuple[Event, ...]:
    transcript = Transcript(WORDS, 3.2)
    return (
        ListeningStarted(at_s=at_s, turn=turn, recording=recording),
        SpeechStarted(at_s=at_s + 0.4, turn=turn, start_s=0.4),
        SpeechStopped(at_s=at_s + 1.6, turn=turn, end_s=1.5),
        WordsHeard(at_s=at_s + 2, turn=turn, words=WORDS),
        AnswerEnded(at_s=at_s + 3.2, turn=turn, reason=reason, transcript=transcript),  # type: ignore[arg-type]
    )
