"""Headers that routes share, as OpenAPI describes them."""

from typing import Any

from unicorn_kit.conditions import ENTITY_TAGS

TEXT = {"type": "string"}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "the ETags of answers that the caller has, or *; 304 if one of them is still the same",
    "schema": ENTITY_TAGS,
}
ETAG = {"ETag": {"description": "identifies the answer, for If-None-Match", "schema": TEXT}}
VERSION = {"ETag": {"description": 'the agent\'s version in quotes, as in "7", for If-Match', "schema": TEXT}}
LOCATION = {"Location": {"description": "where the listing is", "schema": TEXT}}
LINK = {"Link": {"description": 'the next page, `rel="next"` (RFC 8288); absent on the last one', "schema": TEXT}}
CACHE = {"Cache-Control": {"description": "how long an answer may be kept", "schema": TEXT}}


def described(name: str, description: str, **schema: Any) -> dict[str, Any]:
    """Return a parameter of a query."""
    return {"name": name, "in": "query", "description": description, "schema": schema}


def if_match(*, without: str, is_required: bool = False) -> dict[str, Any]:
    """Return the condition on a change; `without` says what happens without it."""
    description = (
        "the ETag of the agent's version that the change was made from, as GET /agent/listings/… sends it: its number"
        f' in quotes, as in "7"; or several, or *. {without} without it; 412 if the listing is at another version. The'
        " ETag of the public version is refused"
    )
    required = {"required": True} if is_required else {}
    return {"name": "If-Match", "in": "header", "description": description, **required, "schema": ENTITY_TAGS}


IF_ANY = if_match(without="any version will do")
