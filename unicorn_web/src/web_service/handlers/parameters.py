"""Parts of paths, queries and headers that routes share, as the API's description tells them."""

from typing import Any

from web_service.domain.property_id import PARTS
from web_service.domain.search import KINDS, ORDERS
from web_service.handlers.search_query import BEDROOMS_MAX, CURSOR_MAX, LIMIT, LIMIT_MAX, PLACES_MAX, PRICE_PATTERN

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


CURSOR = _query("cursor", "where the page begins, as a Link header has it", type="string", maxLength=CURSOR_MAX)
PRICE = {"type": "string", "pattern": f"^{PRICE_PATTERN}$", "examples": ["250000", "1234.50"]}
SEARCH = (
    _query("contract", "only offers of this kind", type="string", enum=list(KINDS)),
    _query("min_price", "only at this price or more, in each listing's own currency", **PRICE),
    _query("max_price", "only at this price or less, in each listing's own currency", **PRICE),
    _query("bedrooms", "only with so many bedrooms or more", type="integer", minimum=0, maximum=BEDROOMS_MAX),
    _query("sort", "`place` unless a price is asked for, then `price`", type="string", enum=list(ORDERS)),
    _query("limit", "listings of a page, at most", type="integer", minimum=1, maximum=LIMIT_MAX, default=LIMIT),
    CURSOR,
)
PLACES = (
    _query("limit", "places of a page", type="integer", minimum=1, maximum=PLACES_MAX, default=PLACES_MAX),
    CURSOR,
)
