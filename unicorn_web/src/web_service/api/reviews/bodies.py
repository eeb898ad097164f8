"""The body of the decision of a review."""

from typing import Annotated

from pydantic import ConfigDict, Field

from unicorn_kit.models import Body, OrAbsent, never_null
from web_service.api.publication.bodies import Comment
from web_service.domain.publication.review import Verdict


class DecideReview(Body):
    """The body of POST /reviews/{request_id}."""

    model_config = ConfigDict(json_schema_extra=never_null("comment"))

    verdict: Verdict
    comment: Annotated[
        Comment | None, OrAbsent, Field(description="for the agent; not to be left out of a decline")
    ] = None
