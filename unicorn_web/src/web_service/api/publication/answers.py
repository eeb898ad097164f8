"""The state of a publication. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from web_service.api.answers import Moment
from web_service.domain.listings.listing import ListingStatus
from web_service.domain.publication.review import Verdict


class Reason(TypedDict):
    """Why a request was declined, or a listing taken down."""

    code: str
    subject: str
    message: str


class Appeal(TypedDict):
    """An appeal: a person is to judge what was declined."""

    request_id: Annotated[str, Field(description="of the request that was declined")]
    comment: str


class Review(TypedDict):
    """A person's look at what no machine could judge, or at what was appealed."""

    questions: list[Reason]
    asked_at: Moment
    answer_by: Annotated[Moment, Field(description="from then on the request is declined")]
    verdict: Annotated[Verdict | None, Field(description="null while it waits for a person")]
    comment: Annotated[str | None, Field(description="the person's, for the agent")]
    decided_at: Moment | None


class Publication(TypedDict):
    """The state of a listing's last request for publication."""

    property_id: str
    status: ListingStatus
    is_public: bool
    request_id: str | None
    reasons: list[Reason]
    requested_at: Moment | None
    decided_at: Moment | None
    appeal: Annotated[Appeal | None, Field(description="null if the request is none")]
    review: Annotated[Review | None, Field(description="null unless the request was, or is, a person's to judge")]
    can_be_appealed: Annotated[bool, Field(description="once for the listing as it is")]
