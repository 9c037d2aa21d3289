"""The numbers of hearing: when speech is speech, when a stretch is written down, when an answer has ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingSettings:
    """Fields named `…_s` are seconds of sound; `enter` and `leave` are the detector's probabilities."""

    enter: float = 0.5
    """Probability from which speech begins. Source: the Silero VAD authors' default."""
    leave: float = 0.35
    """Probability below which speech stops; lower than `enter`, so that it does not chatter at the edge.
    Source: the Silero VAD authors' default, 0.15 below the other."""
    shortest_speech_s: float = 0.1
    """Shorter bursts are a click or a key. Source: judgement; a curt 'no' is about 0.2 s long."""
    hangover_s: float = 0.25
    """Silence before speech counts as paused. Source: pauses of 0.25-0.6 s are normal within an answer,
    shorter ones are stops inside words."""
    preroll_s: float = 0.2
    """Sound before detected speech that is written down with it. Source: judgement; the detector needs
    a frame or two of a soft consonant before it is sure."""
    tail_s: float = 0.2
    """Sound after detected speech that is written down with it. Must not exceed `hangover_s`. Source: as
    `preroll_s`; more would be silence, which makes Whisper invent words."""
    word_margin_s: float = 0.1
    """How far outside detected speech a word's time may lie. Source: three of the detector's frames."""
    settle_after_s: float = 8.0
    """From this length a stretch closes at the next pause. Source: each call of Whisper costs a whole
    30 s window whatever its length, so that 8 s is a quarter of the dearest and words still settle soon."""
    settle_pause_s: float = 0.4
    """A pause that closes a stretch which is long enough. Source: the middle of the 0.25-0.6 s of normal
    pauses: mostly between clauses."""
    parting_pause_s: float = 1.0
    """A pause that closes any stretch. Source: judgement: hardly any pause inside a clause is so long, and an
    answer ends after 1.1 s at the earliest, when its words should be known."""
    hold_from_s: float = 25.0
    """From this length on sound is held back, in search of the quietest place to cut. Source: leaves three
    seconds, in which a speaker nearly always takes breath."""
    longest_stretch_s: float = 28.0
    """A stretch is cut here at the latest. Source: Whisper's window is 30 s; two are left in reserve."""
    cut_window_s: float = 0.06
    """The length of sound whose loudness decides where to cut. Source: judgement; about one phone."""
    answer_limit_s: float = 360.0
    """Longest answer. Source: the longest advice on answers is 3-5 minutes; one minute is left over."""

    speculate: bool = True
    """Whether the open stretch is written down at every pause, in case the answer ends there. Of use only
    where somebody waits."""
    grace_s: float = 0.05
    """How long after a key the last words are waited for before a question is asked without them. Source:
    pocketsphinx has them in 0.02 s, and a quarter of the 0.2 s of a gap between people is not noticed."""
    late_s: float = 6.0
    """Words that are kept waiting so long show a recogniser that is too slow for live work. Source:
    judgement: a stretch has some 8 s, so that one which takes 6 s of them leaves no room for the next."""
    reopen_s: float = 1.2
    """How long into the next question a candidate who speaks on is let speak on. Source: judgement; later
    speech is an answer to what was asked, or a cough."""

    def __post_init__(self) -> None:
        if not 0 < self.leave <= self.enter < 1:
            raise ValueError("speech must be left at a probability above 0 and not above that of entering")
        if self.tail_s > self.hangover_s:
            raise ValueError("a tail longer than the hangover would write the same sound down twice")
        if not self.hold_from_s < self.longest_stretch_s:
            raise ValueError("sound must be held back before the longest stretch is reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSettings:
    """How long silence is borne, in seconds from the last word; `patience` multiplies all of it.

    Sources: between people the gap is about 0.2 s and feels broken above 0.8 s; pauses of 2-4 s happen inside
    answers, mostly in open clauses, and silence alone needs 1.6 s for one false end in twenty. Being cut off
    while thinking is what users of voice interviewers complain of most; waiting costs only time.
    """

    finished_s: float = 1.1
    """The clause is closed and the answer is told to its end. Source: a listener takes 0.2 s, and is heard to
    hesitate from 0.8 s on; the rest is kept in hand, as a clause may only seem closed."""
    settled_s: float = 2.2
    """The clause is closed and the Result is reached. Source: judgement; silence alone needs 1.6 s for one
    false end in twenty, and a Reflection may still follow."""
    answered_s: float = 2.0
    """The clause is closed and a follow-up has had an answer. Source: as above; less is left to be told."""
    doubted_s: float = 3.9
    """The clause is closed and nothing wants to follow, by words that may well be others. Source: thinking
    pauses last up to 3.5 s, and the detector hears a pause up to 0.2 s longer than it is."""
    show_s: float = 1.0
    """From here on 'still listening' is shown. Source: judgement; before that a pause is no silence."""
    encourage_s: float = 4.0
    """Here an open answer is told to take its time. Source: thinking pauses of up to 3.5 s go unremarked."""
    end_s: float = 8.5
    """Here an open answer is taken to have ended after all. Source: judgement; the encouragement takes about
    a second, and leaves three and a half to find a word in."""
    first_word_show_s: float = 4.0
    first_word_encourage_s: float = 10.0
    first_word_end_s: float = 20.0
    """Before the first word. Source: judgement; long enough to think of a story, short enough to notice a
    dead microphone."""
    told_share: float = 0.6
    """From this share of its time on an answer with a Reflection is told to its end; with only a Result it
    takes all of it. Source: judgement; some begin with what they learned."""
    answer_words: int = 12
    """From so many words on a follow-up has had an answer. Source: judgement; a sentence."""
    patience: float = 1.0
    """2 waits twice as long."""

    def __post_init__(self) -> None:
        if not self.finished_s <= min(self.settled_s, self.answered_s):
            raise ValueError("a finished answer must not be waited for longer than one that may go on")
        if not max(self.settled_s, self.answered_s) <= self.doubted_s <= self.encourage_s:
            raise ValueError("an answer whose words are doubted must end after one whose words are sure")
        if not max(self.settled_s, self.answered_s) < self.encourage_s:
            raise ValueError("a settled answer must end before an open one is encouraged")
        if not self.show_s <= self.encourage_s <= self.end_s:
            raise ValueError("silence must be shown before it is spoken into, and that before the end")
        if not self.first_word_show_s <= self.first_word_encourage_s <= self.first_word_end_s:
            raise ValueError("the silence before the first word must be shown, then spoken into, then ended")
        if self.patience <= 0:
            raise ValueError("patience must be above 0")
