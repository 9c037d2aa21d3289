"""Every foreign library in a module of its own, turned into one of the ports.

Nothing that the program loads may report home. ONNX Runtime does so unless it is told before it is
imported, also by faster-whisper: so it is told here, before any module of this room can import it.
"""

from __future__ import annotations

import os

# Source: microsoft/onnxruntime pull request 27379: from 1.29 on, no identifier, no cache, no upload.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
