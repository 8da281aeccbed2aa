"""Tests of the parts that pages are put together from."""
