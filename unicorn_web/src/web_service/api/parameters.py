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
WEBHOOK_VERSION = {"ETag": {"description": 'the webhook\'s version in quotes, as in "7", for If-Match', "schema": TEXT}}
WEBHOOK_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": 'the webhook\'s ETag, as in "7"; or several, or *. Any version will do without it; 412 at another',
    "schema": ENTITY_TAGS,
}
WEBHOOK_LOCATION = {"Location": {"description": "where the webhook is", "schema": TEXT}}
LOCATION = {"Location": {"description": "where the listing is", "schema": TEXT}}
LINK = {"Link": {"description": 'the next page, `rel="next"` (RFC 8288); absent on the last one', "schema": TEXT}}
CURRENCY = {"Price-Currency": {"description": "of all prices found, where prices were compared", "schema": TEXT}}
IMAGE_FILES = {
    "Link-Template": {
        "description": "the addresses of the cards' images (RFC 9652): `property_id` and `image_id` are members of a "
        "card, `width` is one of `widths`, in pixels",
        "schema": TEXT,
    }
}
ENQUIRY_LOCATION = {"Location": {"description": "where the enquiry is", "schema": TEXT}}
ENQUIRY_VERSION = {"ETag": {"description": 'the enquiry\'s version in quotes, as in "7", for If-Match', "schema": TEXT}}
ENQUIRY_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": 'the `version` of the enquiry that the change was made from, in quotes, as in "7"; or several, or *.'
    " 428 without it; 412 if the enquiry is at another version",
    "required": True,
    "schema": ENTITY_TAGS,
}
NEW_ENQUIRIES = {
    "New-Enquiries": {"description": "how many are new, 100 at most", "schema": {"type": "integer", "minimum": 0}}
}
VIEWING_LOCATION = {"Location": {"description": "where the viewing is", "schema": TEXT}}
VIEWING_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": 'the `version` of the viewing as the agent has read it, in quotes, as in "7"; or several, or *.'
    " 428 without it; 412 if its visitor has moved it meanwhile",
    "required": True,
    "schema": ENTITY_TAGS,
}
CACHE = {"Cache-Control": {"description": "how long an answer may be kept", "schema": TEXT}}


def if_match(*, without: str, is_required: bool = False) -> dict[str, Any]:
    """Return the condition on a change; `without` says what happens without it."""
    description = (
        "the ETag of the agent's version that the change was made from, as GET /agent/listings/… sends it: its number"
        f' in quotes, as in "7"; or several, or *. {without} without it; 412 if the listing is at another version. The'
        " ETag of the public version is refused"
    )
    required = {"required": True} if is_required else {}
    return {"name": "If-Match", "in": "header", "description": description, **required, "schema": ENTITY_TAGS}
