"""Scoring many conversations: the same ledger for each as `score` makes alone, on as many cores as one gives it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeAlias

from leadlight.domain.conversation import Message, Signal
from leadlight.scoring.ledger import score

Talk: TypeAlias = tuple[Sequence[Message], Mapping[str, int] | None]
"""What is said, and the points of its bot (see `score`)."""
Scorer: TypeAlias = Callable[[Sequence[Talk]], list[tuple[Signal, ...]]]


def score_many(talks: Iterable[Talk]) -> list[tuple[Signal, ...]]:
    """The ledger of each, in the order given, made in this process."""
    return [score(messages, points) for messages, points in talks]


@contextmanager
def scorers(processes: int) -> Iterator[Scorer]:
    """What scores as `score_many` does, by this process and `processes - 1` helpers that end with the block.

    Helpers hold nothing but what they score, and end by themselves when this process is killed: their pipe is closed.
    """
    context = get_context("spawn")
    with ExitStack() as stack:
        pipes: list[Connection[Sequence[Talk], list[tuple[Signal, ...]]]] = []
        for _ in range(processes - 1):
            ours, theirs = context.Pipe()
            helper = context.Process(target=_help, args=(theirs,), name="scorer", daemon=True)
            helper.start()
            theirs.close()
            stack.callback(helper.join)
            pipes.append(stack.enter_context(ours))
        yield lambda talks: _shared(talks, pipes)


def _shared(
    talks: Sequence[Talk], pipes: Sequence[Connection[Sequence[Talk], list[tuple[Signal, ...]]]]
) -> list[tuple[Signal, ...]]:
    each = -(-len(talks) // (len(pipes) + 1))
    for at, pipe in enumerate(pipes):
        pipe.send(talks[at * each : (at + 1) * each])
    mine = score_many(talks[len(pipes) * each :])
    return [ledger for pipe in pipes for ledger in pipe.recv()] + mine


def _help(pipe: Connection[list[tuple[Signal, ...]], Sequence[Talk]]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            talks = pipe.recv()
        except EOFError:
            return
        pipe.send(score_many(talks))
