"""A slot: a time at which an agent shows a home to one visitor, and the rules for offering it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from web_service.domain.agent import Agent

MINUTES_MIN, MINUTES_MAX = 10, 240  # of one viewing
IN_A_ROW_MAX = 16
AHEAD = timedelta(days=90)
MOST = 100  # slots of a home that are to come
OFFSET_MAX = 14 * 60  # minutes: no clock on earth is further from UTC


class NotYourHome(Exception):
    """Raised when an agent offers or removes the slots of another agent's listing."""


class StartsAtAWrongTime(Exception):
    """Raised when a slot would begin in the past, or too far ahead."""


class SlotsOverlap(Exception):
    """Raised when a home would be shown twice at the same time."""


class TooManySlots(Exception):
    """Raised when a home would have more slots than are kept for one."""


class SlotTaken(Exception):
    """Raised when a slot is booked, or offered no longer."""


class SlotIsOver(Exception):
    """Raised when a slot has begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    property_id: str
    place: str  # the home's address in one line
    agent: str  # user name of the listing's agent
    listed_since: str  # since when the home was public; a home that is listed anew has another moment
    starts_at: datetime  # UTC, whole minutes
    minutes: int
    utc_offset: int  # minutes by which the home's clocks are ahead of UTC at that time
    viewing_id: UUID | None = None  # of the viewing it is booked for

    @property
    def slot_id(self) -> str:
        """Its start in UTC: a home has one slot at a time. These ids sort as the slots do."""
        return slot_id_at(self.starts_at)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def local_start(self) -> datetime:
        """When it begins by the home's clocks."""
        return self.starts_at.astimezone(timezone(timedelta(minutes=self.utc_offset)))


def slot_id_at(moment: datetime) -> str:
    """Return the id of a slot that begins then, as in 20261205T0900Z."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%MZ}"


def check_agent(agent_of_home: str, agent: Agent) -> None:
    """Raise NotYourHome unless the home is this agent's; an admin acts for all."""
    if agent.name != agent_of_home and not agent.is_admin:
        raise NotYourHome("this home is another agent's")


def in_a_row(first: Slot, count: int) -> list[Slot]:
    """Return this slot and those that follow it without a pause."""
    length = timedelta(minutes=first.minutes)
    return [replace(first, starts_at=first.starts_at + number * length) for number in range(count)]


def check_offer(slots: Sequence[Slot], there: Sequence[Slot], *, now: datetime) -> None:
    """Check slots that follow each other against those that the home has.

    Raises StartsAtAWrongTime, SlotsOverlap, TooManySlots.
    """
    if slots[0].starts_at <= now:
        raise StartsAtAWrongTime("this time is over; offer one that is to come")
    if slots[-1].starts_at > now + AHEAD:
        raise StartsAtAWrongTime(f"offer times of the next {AHEAD.days} days")
    to_come = [slot for slot in there if slot.ends_at > now]
    for slot in to_come:
        if slot.starts_at < slots[-1].ends_at and slots[0].starts_at < slot.ends_at:
            raise SlotsOverlap(f"the home is shown at {slot.local_start:%H:%M} of that day already")
    if len(to_come) + len(slots) > MOST:
        raise TooManySlots(f"a home has at most {MOST} times that are to come; remove some first")


def check_bookable(slot: Slot, *, now: datetime) -> None:
    """Raise SlotTaken if it is booked, SlotIsOver from its start on."""
    if slot.viewing_id is not None:
        raise taken()
    if slot.starts_at <= now:
        raise SlotIsOver("this time is over; choose another")


def taken() -> SlotTaken:
    return SlotTaken("somebody else has booked this time, or it is no longer offered; choose another")
