"""Queries and headers that routes share, as OpenAPI describes them."""

from typing import Any

from web_service.api.search.queries import BEDROOMS_MAX, CURSOR_MAX, LIMIT, LIMIT_MAX, LOCALITIES_MAX, PRICE_PATTERN
from web_service.domain.search.cards import KINDS, Order

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
CACHE = {"Cache-Control": {"description": "how long an answer may be kept", "schema": TEXT}}


def if_match(*, without: str) -> dict[str, Any]:
    """Return the condition on a change; `without` says what happens without it."""
    description = f"the ETag of the version that the change was made from, or *; {without} without it"
    return {"name": "If-Match", "in": "header", "description": description, "schema": TEXT}


def _query(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


CURSOR = _query("cursor", "where the page begins, as a Link header has it", type="string", maxLength=CURSOR_MAX)
PRICE = {"type": "string", "pattern": f"^{PRICE_PATTERN}$", "examples": ["250000", "1234.50"]}
SEARCH = (
    _query("contract", "only offers of this kind", type="string", enum=list(KINDS)),
    _query("min_price", "only at this price or more, in each listing's own currency", **PRICE),
    _query("max_price", "only at this price or less, in each listing's own currency", **PRICE),
    _query("bedrooms", "only with so many bedrooms or more", type="integer", minimum=0, maximum=BEDROOMS_MAX),
    _query(
        "sort", "`place` unless a price is given, then `price`", type="string", enum=[str(order) for order in Order]
    ),
    _query("limit", "listings of a page, at most", type="integer", minimum=1, maximum=LIMIT_MAX, default=LIMIT),
    CURSOR,
)
LOCALITIES = (
    _query(
        "limit",
        "countries or cities of a page, at most",
        type="integer",
        minimum=1,
        maximum=LOCALITIES_MAX,
        default=LOCALITIES_MAX,
    ),
    CURSOR,
)
