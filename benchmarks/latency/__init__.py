"""What `turn_gap.py` measures with: the sound server and both its ends, the program, the answers.

Everything here stands outside the program: it plays, presses keys, records and reads the trace.
"""
