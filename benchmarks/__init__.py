"""How fast and how lean: every budget of the design, measured beside its bare baseline (`make bench`)."""
