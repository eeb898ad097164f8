"""The bodies of a request for publication, and of an appeal."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from unicorn_kernel.id_field import PropertyIdText
from unicorn_kit.models import Body
from unicorn_kit.texts import paragraphs
from web_service.domain.publication.request import COMMENT_MAX

Comment = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=COMMENT_MAX), AfterValidator(paragraphs)
]  # fmt: skip


class ApprovalRequest(Body):
    """The body of POST /request_approval."""

    property_id: PropertyIdText


class AppealDecline(Body):
    """The body of POST /properties/{country}/{city}/{street}/{number}/publication/appeal."""

    comment: Annotated[Comment, Field(description="for the person who judges it")]
