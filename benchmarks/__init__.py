"""Measures what phones feel, with simulated ones. `python -m benchmarks`, see docs/BENCHMARKS.md."""
