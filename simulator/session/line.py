"""The way to the candidate's voice: one source, kept open from turn to turn as long as it is the same.

A headset can be deaf for seconds after it is opened, and the first word of an answer may follow hard on
the question. The interviewer's own voice is kept from the listener; it is recorded all the same.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from simulator.errors import DeviceError
from simulator.hearing import Echo
from simulator.ports import AudioSource, Samples


class Line:
    """Sound from the candidate. `echo` knows what the interviewer is saying."""

    def __init__(self, echo: Echo) -> None:
        self._echo = echo
        self._chunks: Generator[Samples, None, None] | None = None
        self.source: AudioSource | None = None
        self.lost: DeviceError | None = None
        """Why nobody can be heard any more; None: somebody can."""

    @property
    def live(self) -> bool:
        """Whether sound goes by, taken or not."""
        return bool(self.source and self.source.live)

    def connect(self, source: AudioSource) -> None:
        """Opens the source, unless it is open already. Raises as its `chunks`, at the first chunk."""
        if source is not self.source:
            self.close()
            self.source, self._chunks = source, source.chunks()

    def sound(self, *, asking: bool = False) -> Iterator[tuple[Samples, Samples]]:
        """Each chunk as it is, and what of it is not the interviewer.

        Args:
            asking: a question is being asked, so that the candidate is not expected to speak.
        """
        assert self.source and self._chunks is not None  # noqa: S101  # it is connected first
        rings_s = self.source.holdoff_s
        try:
            for chunk in self._chunks:
                heard = self._echo.audible(chunk, rings_s=rings_s, learning=asking) if self.live else chunk
                yield chunk, heard
        except DeviceError as error:
            self.lost = error
            raise

    def close(self) -> None:
        """Releases the source. May be called again."""
        if self._chunks is not None:
            self._chunks.close()
        self.source = self._chunks = None
