"""Frozen values that every room speaks.

`speech` is what was said and when, `review` what the judge makes of it, `story` and `rubric` what
the packs in `prompts/` say. Nothing here reads, decides or prints; it needs only the standard
library and `annotated_types`, the vocabulary in which the packs' bounds are stated.
"""
