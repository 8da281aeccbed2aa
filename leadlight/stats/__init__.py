"""Intervals, survival, comparisons: thin over scipy and statsmodels, fed with counts."""
