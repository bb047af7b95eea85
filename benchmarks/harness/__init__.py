"""What all benchmarks share: processes that are measured, figures, and their tables."""
