"""A recording made small enough to travel inside a page: MP3, through PyAV.

MP3, because it is the one compressed form that every browser plays, also those built without licensed
codecs, which lack AAC, and older Safari, which lacks Opus; at a constant bit rate it seeks to the frame
of 36 ms. It neither reads nor writes a file.

Source for the rate: measured on recorded answers; at 32 kbit/s what comes back correlates with what went in
by 0.996, and an interview of three minutes takes 0.7 MB.
"""

from __future__ import annotations

import io

from simulator.domain.speech import SAMPLE_RATE_HZ
from simulator.errors import EngineError
from simulator.ports import Samples

BIT_RATE = 32_000
MEDIA_TYPE = "audio/mpeg"


class Mp3Encoder:
    """Takes sound chunk by chunk, gives one MP3 at the end. Make it, feed it, `finish()` it once.

    Raises:
        EngineError: this machine's PyAV was built without the encoder.
    """

    media_type = MEDIA_TYPE

    def __init__(self) -> None:
        import av

        self._file = io.BytesIO()
        try:
            # No ID3 tag: it would carry nothing but the encoder's name.
            self._container = av.open(self._file, "w", format="mp3", options={"id3v2_version": "0"})
            self._stream = self._container.add_stream("libmp3lame", rate=SAMPLE_RATE_HZ, layout="mono")
        except (av.FFmpegError, ValueError, LookupError):
            raise EngineError(
                "Sound cannot be put into a page: PyAV is here without its MP3 encoder; install it anew with "
                "'pip install --force-reinstall av'.",
                code="mp3-encoder-missing",
            ) from None
        self._stream.bit_rate = BIT_RATE
        self._samples = 0

    def feed(self, samples: Samples) -> None:
        """Any number of samples of mono sound at 16 kHz."""
        import av

        if not len(samples):
            return
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        frame.pts = self._samples
        self._samples += len(samples)
        self._container.mux(self._stream.encode(frame))

    def finish(self) -> bytes:
        """The whole MP3; empty where nothing was fed."""
        if self._samples:
            self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._file.getvalue() if self._samples else b""
