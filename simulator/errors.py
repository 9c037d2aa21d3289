"""Everything that can go wrong, as one tree.

    HotseatError                 exit 1    never raised itself
    ├── UsageError               exit 2    the command line asks for what cannot be
    ├── InputError               exit 3    a file that cannot be used
    │   ├── PackError                      … a pack in prompts/ or the user's own
    │   ├── AudioFileError                 … a recording
    │   └── TranscriptError                … a transcript
    └── MissingError             exit 4    a device, an engine or a model is not there
        ├── DeviceError                    … microphone, loudspeaker, PortAudio
        ├── EngineError                    … the voice, the recogniser
        ├── ModelError                     … the recogniser's model
        ├── ArchiveError                   … room to keep the session: no permission, a full disk
        └── HistoryError                   … the history: locked, read-only, or of a newer hotseat

An error's message is one clear sentence that names the thing, the place and the mend. It never holds
words that the candidate said. `code` is stable and may be relied on by scripts.
"""

from __future__ import annotations


class HotseatError(Exception):
    """Base of the tree.

    Args:
        message: one sentence for the user: what, where, and how to mend it.
        code: a stable kebab-case name of this very fault, such as `microphone-missing`.
    """

    exit_status = 1

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class UsageError(HotseatError):
    exit_status = 2


class InputError(HotseatError):
    exit_status = 3


class PackError(InputError):
    """A pack is wrong; the message has one line a fault, each with file, line, field and mend."""


class AudioFileError(InputError):
    """A recording cannot be read or holds nothing to judge."""


class TranscriptError(InputError):
    """A transcript breaks the format of `docs/schemas/transcript.schema.json`."""


class MissingError(HotseatError):
    exit_status = 4


class DeviceError(MissingError):
    """No microphone, no loudspeaker, no PortAudio, or a device that went away."""


class EngineError(MissingError):
    """The voice or the recogniser cannot be started or broke down."""


class ModelError(MissingError):
    """A recogniser's model is absent, cut short or incomplete."""


class ArchiveError(MissingError):
    """The folder that a session is kept in cannot be made or written."""


class HistoryError(MissingError):
    """The history of all sessions cannot be opened, read or written just now."""
