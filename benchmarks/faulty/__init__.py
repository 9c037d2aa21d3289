"""What `benchmarks/faults.py` and `tests/faults` bring about, and how they tell what became of it."""
