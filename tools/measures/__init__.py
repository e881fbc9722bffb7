"""What `make accuracy` measures beyond the figures of `evaluate`: certainty, ablation, causes of errors, translation."""
