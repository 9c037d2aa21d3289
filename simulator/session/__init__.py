"""The interview as a state table (`states`) and the one loop that carries values between rooms (`loop`).

This room decides when to ask, when to listen and when to stop. It chooses no part: voice, ears, judge's
packs and observers are handed to it. It reads no clock of its own and prints nothing.
"""
