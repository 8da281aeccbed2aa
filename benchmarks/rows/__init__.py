"""One file a row of the table; what it measures stands in its first sentence."""
