"""A record of any size, made in minutes instead of by a million visits: the same for the same size and seed."""
