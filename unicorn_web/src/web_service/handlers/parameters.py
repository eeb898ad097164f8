"""Parts of paths, queries and headers that routes share, as the API's description tells them."""

from typing import Any

from web_service.domain.property_id import PARTS
from web_service.handlers.search_query import CURSOR_MAX, LIMIT, LIMIT_MAX

TEXT = {"type": "string"}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "the ETag of the answer that the caller has; 304 if it is still the same",
    "schema": TEXT,
}

IMAGE_ID = {"name": "image_id", "in": "path", "required": True, "schema": TEXT | {"format": "uuid"}}


def if_match(*, needed: bool) -> dict[str, Any]:
    """Return the condition on a change."""
    without = "428 without it" if needed else "whichever it is without it"
    told = f"the ETag of the version that the change was made from, or *; {without}"
    return {"name": "If-Match", "in": "header", "description": told, "schema": TEXT}


def place(*parts: str) -> tuple[dict[str, Any], ...]:
    """Return these parts of a path, those of a property if none is given: names in any case, or slugs."""
    schema = TEXT | {"minLength": 1}
    return tuple({"name": part, "in": "path", "required": True, "schema": schema} for part in parts or PARTS)


def _query(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


SEARCH = (
    _query("limit", "listings of a page", type="integer", minimum=1, maximum=LIMIT_MAX, default=LIMIT),
    _query("cursor", "where the page begins, as a Link header has it", type="string", maxLength=CURSOR_MAX),
)
