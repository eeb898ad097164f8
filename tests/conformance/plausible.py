"""Every second request that the description allows is made one that the APIs take, where no schema can say how.

Most texts that are generated hold a control character, and most addresses no letter: without this, few requests would
get beyond the check of their fields.
"""

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

import schemathesis
from schemathesis import GenerationMode
from schemathesis.generation.meta import CoveragePhaseData

TEXTS = {"country", "region", "city", "postcode", "street", "number", "unit", "name", "text"}
TEXTS |= {"seller_name", "description", "headline", "alt_text", "caption", "filename", "agent_name", "comment"}
TEXT_MAX = 40  # characters; of an address, the canonical spelling has at most 60
LATIN_END = "\u0250"
PRICE_MAX = 10**6


@schemathesis.hook
def before_call(ctx: Any, case: Any, kwargs: Any) -> None:
    if not is_generated_valid(case) or crc32(repr(case.body).encode()) % 2:
        return
    if isinstance(case.body, dict | list):
        case.body = plausible(case.body)
    if case.headers and "If-Match" in case.headers:
        case.headers["If-Match"] = "*"


def is_generated_valid(case: Any) -> bool:
    """Leave out the coverage phase, which sends the bounds of each field on purpose."""
    meta = case.meta
    is_positive = meta is not None and meta.generation.mode is GenerationMode.POSITIVE
    return is_positive and not isinstance(meta.phase.data, CoveragePhaseData)


def plausible(part: Any, name: str = "") -> Any:
    if isinstance(part, list):
        return [plausible(one, name) for one in part]
    if isinstance(part, dict):
        return _agreeing({name: plausible(one, name) for name, one in part.items()})
    if isinstance(part, str) and name in TEXTS:
        return f"x{_plain(part)}"[:TEXT_MAX]
    if name == "expires_on" and part:
        return "2999-12-31"
    if name == "starts_at" and part:
        later = timedelta(days=1, minutes=crc32(part.encode()) % (80 * 24 * 60))
        return f"{datetime.now(UTC) + later:%Y-%m-%dT%H:%MZ}"
    return int(part) if isinstance(part, float) else part


def _agreeing(body: dict[str, Any]) -> dict[str, Any]:
    """Let fields agree that depend on each other."""
    if "address" in body:
        body.pop("property_id", None)
    if "listprice" in body:
        body["listprice"] = 1 + int(body["listprice"] or 0) % PRICE_MAX
    if "rent_period" in body or "contract" in body:
        body |= {"contract": "rent", "rent_period": "month"}
    return body


def _plain(text: str) -> str:
    return "".join(
        char for char in text if unicodedata.category(char) in {"Lu", "Ll", "Nd", "Zs"} and ord(char) < 0x250
    )
