"""`python -m benchmarks.contacts`: how well name, e-mail, phone and firm are found in our own talks, and the misses."""

from __future__ import annotations

from benchmarks.contacts.talks import rows
from leadlight.scoring.evaluate import FIELDS, evaluate


def main() -> None:
    """Print the figures by field, then what was missed."""
    found = evaluate(rows())
    for field in FIELDS:
        figures = found["fields"][field]
        print(f"{field:8} precision {figures['precision']:.3f}   recall {figures['recall']:.3f}")
    for miss in found["misses"]:
        if miss["what"] in FIELDS:
            print(f"{miss['id']:8} {miss['what']:8} expected {miss['expected']!r}, got {miss['got']!r}")


if __name__ == "__main__":
    main()
