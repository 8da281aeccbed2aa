"""Talks with the contact data a person reads in them, and how much of it the extraction finds."""
