"""The port of the storage of viewings and of the slots that they are booked in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.agent import Origin
from web_service.domain.limits import Limit
from web_service.domain.viewings.slot import Slot
from web_service.domain.viewings.viewing import Viewing
from web_service.ports.public_homes import PublicHome


class SlotNotFound(Exception):
    """Raised when a home has no such slot."""


class SlotIsBooked(Exception):
    """Raised when a slot that somebody has booked is to be removed."""


class SlotsChangedMeanwhile(Exception):
    """Raised when other slots of the home were offered at the same moment."""


class ViewingNotFound(Exception):
    """Raised when there is no such viewing, or no longer, or when the link to it is not whole."""


class ViewingChangedMeanwhile(Exception):
    """Raised when a viewing is no longer the version that a change was made from."""


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of a home, and the number that every offer raises."""

    slots: Sequence[Slot]
    offers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaFilter:
    """Which slots and viewings of an agent to list, the next one first."""

    agent: str
    since: datetime
    after: str | None = None  # the position of the last one that was read


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an agent's agenda: a slot that is free, or the viewing that it is booked for."""

    slot: Slot
    viewing: Viewing | None

    @property
    def position(self) -> str:
        return position_of(self.slot)


def position_of(slot: Slot) -> str:
    """Return what an agenda is sorted by: no two slots have the same."""
    return f"{slot.slot_id}#{slot.property_id}"


class Viewings(Protocol):
    """Slots and viewings, each until it expires, and the facts about viewings. All methods raise StoreUnavailable."""

    def home(self, property_id: str) -> PublicHome:
        """Return a home that customers may see. Raises HomeNotPublic and HomeGone."""

    def slots(self, property_id: str) -> Slots:
        """Return all slots of a home, in order, those that are over too until they expire."""

    def slot(self, property_id: str, slot_id: str) -> Slot:
        """Return one slot. Raises SlotNotFound."""

    def offer(self, slots: Sequence[Slot], seen: Slots, receipt: Receipt | None = None) -> None:
        """Write new slots of a home and the request's receipt, or nothing.

        Raises HomeGone if the home is not public as the slots have it, SlotsChangedMeanwhile, AnsweredMeanwhile.
        """

    def remove(self, property_id: str, slot_id: str) -> None:
        """Delete a free slot. Raises SlotNotFound, and SlotIsBooked."""

    def book(self, viewing: Viewing, limits: Sequence[Limit], event_id: UUID, receipt: Receipt | None = None) -> None:
        """Write a viewing in its slot, the fact of it, its counts and the request's receipt, or nothing.

        Raises SlotTaken unless the slot is free and as the viewing has it, HomeGone if the home is not public as the
        slot has it, LimitReached, and AnsweredMeanwhile.
        """

    def get(self, property_id: str, viewing_id: UUID, *, now: datetime) -> Viewing:
        """Return a viewing as last written. Raises ViewingNotFound, also from its last moment on."""

    def move(self, before: Viewing, after: Viewing, event_id: UUID, origin: Origin) -> None:
        """Write a viewing in another slot, free the one it had, and write the fact of it, or nothing.

        Raises SlotTaken, HomeGone, and ViewingChangedMeanwhile unless the stored version is that of `before`.
        """

    def cancel(
        self, before: Viewing, after: Viewing, event_id: UUID, origin: Origin, *, is_offered_again: bool
    ) -> None:
        """Write a cancelled viewing and the fact of it, and free its slot or delete it, or nothing.

        Raises ViewingChangedMeanwhile unless the stored version is that of `before`.
        """

    def find(self, wanted: AgendaFilter, *, on_unreadable: Callable[[str], None]) -> Iterator[Entry]:
        """Yield an agent's free slots and booked viewings in their order, reading on only as far as they are taken.

        One that is unreadable is left out, and `on_unreadable` gets its id.
        """

    def booked_in(
        self, property_id: str, listed_since: str, *, on_unreadable: Callable[[str], None]
    ) -> Iterator[Viewing]:
        """Yield the viewings of a home that are not cancelled, booked while it was public since then.

        One that is unreadable is left out, and `on_unreadable` gets its id.
        """

    def clear(self, property_id: str, listed_since: str) -> None:
        """Delete the free slots of a home that were offered while it was public since then."""
