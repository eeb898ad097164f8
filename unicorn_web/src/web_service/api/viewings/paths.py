"""The parts of a request that name a slot or a viewing: its path, and the secret of a visitor's link."""

import re
from uuid import UUID

from unicorn_kit.http import Request
from web_service.ports.viewings import SlotNotFound, ViewingNotFound

SLOT_ID = "[0-9]{8}T[0-9]{4}Z"
SECRET = {  # as OpenAPI describes it
    "name": "Viewing-Secret",
    "in": "header",
    "description": "the `secret` of the answer to the booking; 404 without it, as for a viewing that there is not",
    "required": True,
    "schema": {"type": "string", "maxLength": 64},
}


def viewing_id(request: Request) -> UUID:
    """Return the id in the path. Raises ViewingNotFound: a text that is no id names no viewing."""
    try:
        return UUID(request.part("viewing_id"))
    except ValueError as error:
        raise ViewingNotFound("there is no viewing of that id") from error


def slot_id(request: Request) -> str:
    """Return the id in the path. Raises SlotNotFound."""
    given = request.part("slot_id")
    if not re.fullmatch(SLOT_ID, given):
        raise SlotNotFound("there is no such time: its id is that of GET /agent/viewings")
    return given


def secret(request: Request) -> str:
    return request.header(str(SECRET["name"]))
