"""The generator of the sample bot: a deterministic, believable business, made up from a seed. No I/O."""

from pipelines.demo.generate import DemoCase, generate
from pipelines.demo.talk import DemoEvent

__all__ = ["DemoCase", "DemoEvent", "generate"]
