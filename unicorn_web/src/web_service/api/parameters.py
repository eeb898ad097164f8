"""Headers that routes share, as OpenAPI describes them."""

from typing import Any

TEXT = {"type": "string"}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "the ETag of the answer that the caller has; 304 if it is still the same",
    "schema": TEXT,
}
ETAG = {"ETag": {"description": "identifies the version", "schema": TEXT}}
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
CACHE = {"Cache-Control": {"description": "how long an answer may be kept", "schema": TEXT}}


def if_match(*, without: str) -> dict[str, Any]:
    """Return the condition on a change; `without` says what happens without it."""
    description = f"the ETag of the version that the change was made from, or *; {without} without it"
    return {"name": "If-Match", "in": "header", "description": description, "schema": TEXT}
