"""The part of a path that names an image."""

from uuid import UUID

from unicorn_kit.http import Request
from web_service.domain.images.collection import ImageNotFound


def image_id(request: Request) -> UUID:
    """Return the id in the path. Raises ImageNotFound: a text that is no id names no image."""
    try:
        return UUID(request.part("image_id"))
    except ValueError as error:
        raise ImageNotFound("the listing has no image of that id") from error
