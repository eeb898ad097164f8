"""The part of a path that names a review."""

from uuid import UUID

from unicorn_kit.http import Request
from web_service.ports.reviews import ReviewNotFound


def request_id(request: Request) -> UUID:
    """Return the id in the path. Raises ReviewNotFound: a text that is no id names no review."""
    try:
        return UUID(request.part("request_id"))
    except ValueError as error:
        raise ReviewNotFound("there is no review of that request") from error
