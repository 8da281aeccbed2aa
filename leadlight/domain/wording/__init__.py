"""What the capture says to visitors, and how it understands a refusal: data, one file a language."""
