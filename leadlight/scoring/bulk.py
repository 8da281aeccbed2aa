"""Scoring many conversations: the same ledger for each as `score` makes alone, on as many cores as one gives it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeAlias

from leadlight.domain.conversation import Message, Role, Signal
from leadlight.scoring.ledger import score

Talk: TypeAlias = tuple[Sequence[Message], Mapping[str, int] | None]
"""What is said, and the points of its bot (see `score`)."""
Scorer: TypeAlias = Callable[[Iterable[Talk]], list[tuple[Signal, ...]]]
_Bare: TypeAlias = tuple[list[tuple[int, Role, str]], Mapping[str, int] | None]
"""A talk as it is sent: no times, which decide nothing, and plain tuples, which take a fifth of the time to pack."""
_Pipe: TypeAlias = "Connection[Sequence[_Bare], list[tuple[Signal, ...]]]"
GIVEN, KEPT = 40, 4
"""Conversations a helper is given at once, and that this process scores before it looks whether a helper is free."""


def score_many(talks: Iterable[Talk]) -> list[tuple[Signal, ...]]:
    """The ledger of each, in the order given, made in this process."""
    return [score(messages, points) for messages, points in talks]


@contextmanager
def scorers(processes: int) -> Iterator[Scorer]:
    """What scores as `score_many` does, by this process and `processes - 1` helpers that end with the block.

    Talks are taken as they come: helpers score the first while the caller still reads the next. Helpers hold nothing
    but what they score, and end by themselves when this process is killed: their pipe is closed.
    """
    context = get_context("spawn")
    with ExitStack() as stack:
        pipes: list[_Pipe] = []
        for _ in range(processes - 1):
            ours, theirs = context.Pipe()
            helper = context.Process(target=_help, args=(theirs,), name="scorer", daemon=True)
            helper.start()
            theirs.close()
            stack.callback(helper.join)
            pipes.append(stack.enter_context(ours))
        free: set[_Pipe] = set()
        yield lambda talks: _shared(iter(talks), pipes, free)


def _shared(talks: Iterator[Talk], pipes: Sequence[_Pipe], free: set[_Pipe]) -> list[tuple[Signal, ...]]:
    """Whoever is free takes the next: a helper is never given more before it has answered, so no pipe runs full."""
    found: list[list[tuple[Signal, ...]]] = []
    working: dict[_Pipe, int] = {}
    while True:
        for pipe in pipes:
            if pipe not in free and pipe.poll():
                answer = pipe.recv()
                free.add(pipe)
                if pipe in working:  # else it has only come to life
                    found[working.pop(pipe)] = answer
            if pipe in free and (given := [_bare(*talk) for talk in islice(talks, GIVEN)]):
                free.remove(pipe)
                pipe.send(given)
                working[pipe] = len(found)
                found.append([])
        if not (mine := score_many(islice(talks, KEPT))):
            break
        found.append(mine)
    for pipe, at in working.items():
        found[at] = pipe.recv()
        free.add(pipe)
    return [ledger for some in found for ledger in some]


def _bare(messages: Sequence[Message], points: Mapping[str, int] | None) -> _Bare:
    return [(message.position, message.role, message.text) for message in messages], points


def _help(pipe: Connection[list[tuple[Signal, ...]], Sequence[_Bare]]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, ConnectionError):  # who asked is gone
        pipe.send([])  # "here I am": loading the word lists takes a second, in which others score
        while True:
            talks = pipe.recv()
            pipe.send(score_many(([Message(*said, None) for said in messages], points) for messages, points in talks))
