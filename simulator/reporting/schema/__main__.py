"""`python -m simulator.reporting.schema`: see the package."""

from __future__ import annotations

import sys

from simulator.reporting.schema import main

main(sys.argv[1:])
