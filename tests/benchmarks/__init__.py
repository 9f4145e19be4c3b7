"""Benchmarks: ratios, measured side by side in one run; `make bench` prints them. No test asserts a time."""
