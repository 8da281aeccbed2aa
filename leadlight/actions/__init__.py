"""What the product does: one verb a file. Each takes a unit of work; the caller commits."""
