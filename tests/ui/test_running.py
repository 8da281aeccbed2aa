"""What the server loads beside its pages."""

from __future__ import annotations

import subprocess
import sys

SAID = (
    "from leadlight.ui import running; import sys; name = 'statsmodels.duration.survfunc'; print(name in sys.modules)"
)


def test_curves_are_loaded_behind_the_start_and_not_by_it() -> None:
    code = f"{SAID}; running.warm(0).join(); print(name in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == ["False", "True"]
