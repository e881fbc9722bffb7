"""Benchmarks beside other methods."""
