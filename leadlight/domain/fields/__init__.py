"""Kinds of form field: what each accepts in a form, and what it hears in a visitor's own words. One file a kind."""
