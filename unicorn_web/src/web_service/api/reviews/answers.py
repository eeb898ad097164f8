"""Reviews in answers. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from web_service.api.answers import Moment
from web_service.api.listings.answers import Listing
from web_service.api.publication.answers import Appeal, Reason
from web_service.domain.publication.review import Verdict


class WaitingReview(TypedDict):
    """A request that waits for a person, with everything that is judged."""

    request_id: str
    property_id: str
    agent: str
    questions: list[Reason]
    appeal: Appeal | None
    requested_at: Moment
    asked_at: Moment
    answer_by: Annotated[Moment, Field(description="from then on the request is declined")]
    listing: Listing


class DecidedReview(TypedDict):
    """What was decided."""

    request_id: str
    property_id: str
    verdict: Verdict
    comment: str
    reviewer: str
    decided_at: Moment
