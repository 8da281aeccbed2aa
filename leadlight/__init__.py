"""Leadlight: which conversations turn into customers. The domain package; pages/ and pipelines/ stand on it."""
