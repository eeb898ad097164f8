"""The state of a publication. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import TypedDict

from web_service.api.answers import Moment
from web_service.domain.listings.listing import ListingStatus


class Reason(TypedDict):
    """Why a request was declined, or a listing taken down."""

    code: str
    subject: str
    message: str


class Publication(TypedDict):
    """The state of a listing's last request for publication."""

    property_id: str
    status: ListingStatus
    is_public: bool
    request_id: str | None
    reasons: list[Reason]
    requested_at: Moment | None
    decided_at: Moment | None
