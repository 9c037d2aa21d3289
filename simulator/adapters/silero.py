"""Silero's speech detector, frame by frame, with its own state: 0.1 ms a frame on one thread.

The network is the one that comes with faster-whisper, which itself is not imported: that alone would
take half a second.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np

from simulator.errors import EngineError
from simulator.ports import Samples

MODEL = Path("assets", "silero_vad_v6.onnx")
CONTEXT_SAMPLES = 64
"""The end of the frame before, which the network wants in front of each frame."""
STATE_SHAPE = (1, 1, 128)


class SileroDetector:
    """One listener at a time.

    Raises:
        EngineError: the network is not where faster-whisper keeps it, or cannot be loaded.
    """

    frame_samples = 512
    """32 ms, the only length that the network takes at 16 kHz."""

    def __init__(self) -> None:
        model = _model()
        try:
            import onnxruntime

            onnxruntime.disable_telemetry_events()  # Windows, which does not heed `ORT_DISABLE_TELEMETRY`
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 4
            self._network = onnxruntime.InferenceSession(
                str(model), sess_options=options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # its exceptions have no common base but this
            raise EngineError(
                f"The speech detector {model} cannot be loaded ({type(error).__name__}); "
                "mend it with: pip install --force-reinstall faster-whisper onnxruntime",
                code="detector-broken",
            ) from error
        self.reset()

    def reset(self) -> None:
        self._h = np.zeros(STATE_SHAPE, np.float32)
        self._c = np.zeros(STATE_SHAPE, np.float32)
        self._context = np.zeros(CONTEXT_SAMPLES, np.float32)

    def probability(self, frame: Samples) -> float:
        framed = np.concatenate([self._context, frame])[np.newaxis]
        output, self._h, self._c = self._network.run(None, {"input": framed, "h": self._h, "c": self._c})
        self._context = frame[-CONTEXT_SAMPLES:]
        return float(output.item())


def _model() -> Path:
    found = importlib.util.find_spec("faster_whisper")
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (model := Path(folder) / MODEL).is_file():
            return model
    raise EngineError(
        "The speech detector that comes with faster-whisper is not there; "
        "mend it with: pip install --force-reinstall 'faster-whisper>=1.2,<2'",
        code="detector-missing",
    )
