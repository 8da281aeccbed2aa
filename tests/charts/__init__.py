"""Tests of what pictures ask and show."""
