"""The bodies of requests about viewings."""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from unicorn_kit.models import Body
from web_service.api.customers import Customer
from web_service.api.viewings.paths import SLOT_ID
from web_service.domain.viewings.slot import IN_A_ROW_MAX, MINUTES_MAX, MINUTES_MIN, OFFSET_MAX
from web_service.domain.viewings.viewing import Visitor
from web_service.use_cases.viewings import Offer

LOCAL = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:00)?(Z|[+-][0-9]{2}:[0-9]{2})"
LOCAL_MAX = len("2026-12-05T10:00:00+01:00")


def _slot_id(text: str) -> str:
    if not re.fullmatch(SLOT_ID, text):
        raise ValueError("is no time of a viewing; take the slot_id of one that is free")
    return text


def _local(text: str) -> str:
    """Check a time by the home's clocks: a whole minute, with the offset from UTC that these have then."""
    found = _moment(text)
    if found is None:
        raise ValueError("is no time; write it with the home's offset from UTC, as in 2026-12-05T10:00+01:00")
    if abs(_offset(found)) > OFFSET_MAX:
        raise ValueError("no home is that far from UTC; write an offset between -14:00 and +14:00")
    return text


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if re.fullmatch(LOCAL, text) else None
        return found if found and found.astimezone(UTC) else None
    except (ValueError, OverflowError):  # a month that there is not, or a time beyond all calendars
        return None


def _offset(at: datetime) -> int:
    offset = at.utcoffset()
    return int(offset.total_seconds()) // 60 if offset else 0


SlotId = Annotated[
    str,
    StringConstraints(strict=True),
    AfterValidator(_slot_id),
    WithJsonSchema({"type": "string", "maxLength": 14, "pattern": f"^{SLOT_ID}$"}),
]
LocalStart = Annotated[
    str,
    StringConstraints(strict=True, max_length=LOCAL_MAX),
    AfterValidator(_local),
    WithJsonSchema({"type": "string", "maxLength": LOCAL_MAX, "pattern": f"^{LOCAL}$"}),
    Field(description="when the first one begins by the home's clocks, with their offset from UTC"),
]


class OfferSlots(Body):
    """The body of POST /properties/{country}/{city}/{street}/{number}/slots."""

    starts_at: LocalStart
    minutes: Annotated[int, Field(strict=True, ge=MINUTES_MIN, le=MINUTES_MAX, description="how long each is")]
    in_a_row: Annotated[int, Field(strict=True, ge=1, le=IN_A_ROW_MAX, description="how many, one after another")] = 1

    def to_domain(self) -> Offer:
        starts_at = datetime.fromisoformat(self.starts_at)
        return Offer(
            starts_at=starts_at.astimezone(UTC),
            utc_offset=_offset(starts_at),
            minutes=self.minutes,
            count=self.in_a_row,
        )


class BookViewing(Customer):
    """The body of POST /properties/{country}/{city}/{street}/{number}/viewings."""

    slot_id: SlotId

    def to_domain(self) -> Visitor:
        return Visitor(name=self.name, email=self.email, phone=self.phone)


class MoveViewing(Body):
    """The body of PATCH /properties/{country}/{city}/{street}/{number}/viewings/{viewing_id}."""

    slot_id: SlotId
