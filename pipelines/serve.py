"""What the server holds beside its pages: the warehouse, the follower that fills it, and the door for commands."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from leadlight import loopback
from leadlight.bootstrap import House, open_house
from leadlight.errors import FaultError, InputError
from leadlight.warehouse.store import Warehouse
from pipelines import background, forgetting, idle, summarising, wording
from pipelines.ask import differences
from pipelines.condition import Condition
from pipelines.follow import rebuild
from pipelines.follower import Follower
from pipelines.rounds import Rounds
from pipelines.summarise import asking_of


@dataclass(frozen=True, slots=True)
class Server:
    """The one process that holds the warehouse. `address` is where commands ask it, `condition` tells how it stands.

    `rounds` end conversations nobody goes on with, forget what is kept for a time only and, where a model is set, have
    forms' questions worded and captured conversations summed up.
    """

    house: House
    warehouse: Warehouse
    follower: Follower
    address: loopback.Address
    condition: Condition
    rounds: tuple[Rounds, ...]

    @classmethod
    def open(cls, port: int) -> Server:
        """Open record and warehouse, start following, and write server.json. FaultError where another server runs."""
        house = open_house()
        other = loopback.find(house.settings.server_file)
        try:
            warehouse = Warehouse(house.settings.warehouse_path)
        except FaultError as error:
            raise FaultError(
                f"another Leadlight runs on {other.url} with this data folder" if other else str(error)
            ) from error
        follower = Follower(house.engine, warehouse, house.clock)
        follower.start()
        address = loopback.announce(house.settings.server_file, port)
        rounds = _rounds(house)
        for each in rounds:
            each.start()
        return cls(house, warehouse, follower, address, Condition(house, warehouse, follower), rounds)

    def close(self) -> None:
        """Stop following, let go of the files, and take server.json away."""
        loopback.withdraw(self.house.settings.server_file, self.address)
        background.close(self.house)
        for each in self.rounds:
            each.stop()
        self.follower.stop()
        self.warehouse.close()
        self.house.engine.dispose()

    def rebuild(self) -> str:
        """Build the warehouse anew; readers keep the old one until it is done."""
        done = rebuild(self.house.engine, self.warehouse, self.house.clock)
        return f"{done.rows} rows rebuilt, at {done.position}"

    def check(self) -> list[str]:
        """What differs between record and warehouse, in words."""
        return differences(self.house, self.warehouse)


def _rounds(house: House) -> tuple[Rounds, ...]:
    always = (
        Rounds(house, "ending idle conversations", idle.LOOK_EVERY, idle.end_all),
        Rounds(house, "forgetting what is old", forgetting.LOOK_EVERY, forgetting.forget_all),
    )
    if asking_of(house.settings) is None:
        return always
    return (
        *always,
        Rounds(house, "wording questions", wording.LOOK_EVERY, wording.word_all, patience=0),
        Rounds(house, "summing up", summarising.LOOK_EVERY, summarising.sum_up_captured, patience=0),
    )


def refuse_other_addresses(address: str | None) -> None:
    """Raise InputError unless the server binds to this machine only: there is no sign-in yet."""
    if address == "localhost":
        return
    try:
        if ipaddress.ip_address(address or "0.0.0.0").is_loopback:  # Streamlit binds everywhere unless told
            return
    except ValueError:
        pass
    raise InputError(
        f"Leadlight has no sign-in yet, so it serves this machine only: set server.address to 127.0.0.1, not {address}"
    )
