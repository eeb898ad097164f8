"""Slots and viewings in answers. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from web_service.api.answers import Moment
from web_service.domain.viewings.viewing import CancelledBecause, ViewingState

ViewingId = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
SlotId = Annotated[str, Field(description="its start in UTC, as in 20261205T0900Z")]
Offset = Annotated[str, Field(description="by which the home's clocks are ahead of UTC at that time, as in +01:00")]
Place = Annotated[str, Field(description="the home's address in one line")]
Because = Annotated[CancelledBecause | None, Field(description="why it was cancelled; null while it is booked")]
DeletedAt = Annotated[Moment, Field(description="from then on nobody can read it")]


class Slot(TypedDict):
    """A time at which a home is shown."""

    slot_id: SlotId
    starts_at: Moment
    minutes: int
    utc_offset: Offset


class Viewing(Slot):
    """A viewing as its visitor sees it: nothing that the visitor wrote."""

    viewing_id: ViewingId
    property_id: str
    place: Place
    state: ViewingState
    cancelled_because: Because
    booked_at: Moment
    deleted_at: DeletedAt
    calendar: Annotated[str, Field(description="an iCalendar file (RFC 5545) of the viewing as it is now")]


class BookedViewing(Viewing):
    """The answer to a booking, the only one that has its secret."""

    secret: Annotated[str, Field(description="for the header Viewing-Secret: who has it may move and cancel")]
    link: Annotated[str, Field(description="the site's page of the viewing, a path with the secret as its fragment")]


class Booking(TypedDict):
    """Who has booked a slot, as the home's agent sees it."""

    viewing_id: ViewingId
    name: str
    email: str | None
    phone: str | None
    version: int
    booked_at: Moment
    deleted_at: DeletedAt


class AgendaEntry(Slot):
    """A slot of an agent, free or booked."""

    property_id: str
    place: Place
    agent: str
    viewing: Booking | None


class CalledOffViewing(Slot):
    """A viewing that the home's agent has cancelled."""

    viewing_id: ViewingId
    property_id: str
    state: ViewingState
    cancelled_because: Because
    version: int
