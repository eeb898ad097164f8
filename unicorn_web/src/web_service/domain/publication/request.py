"""An agent's request to publish a listing, and the version that customers see once it was approved."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from web_service.domain.agent import Origin

COMMENT_MAX = 2000  # characters of an agent's appeal, and of an admin's comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a request was declined, or a listing taken down."""

    code: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """Why a person is to judge what was declined."""

    request_id: UUID  # of the request that was declined
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRequest:
    """An agent's request to publish a listing as it is now."""

    request_id: UUID
    event_id: UUID  # of the event that publishes the request
    requested_at: datetime
    origin: Origin
    appeal: Appeal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicVersion:
    """The version that customers see: the one that this request was approved for."""

    request_id: UUID
    since: datetime
    version: int  # the listing's, when this was last written
    currency: str | None = None  # of its price; None in versions that are older than the counts of currencies
    is_filed: bool = False  # under its bedrooms and currency too, to be found by them alone; older versions are not
    is_banded: bool = False  # under its price, to be found by a range in any order; older versions are not
