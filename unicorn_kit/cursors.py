"""Cursors: the opaque start of the next page, signed, and bound to the query that it came from."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from unicorn_kit.problems import Problem, invalid

SIGNATURE = 16  # bytes
ALPHABET = {"pattern": "^[A-Za-z0-9_-]{22,}$"}  # of a cursor, as OpenAPI describes it


def write_cursor(position: list[Any], *, query: str, key: bytes) -> str:
    payload = json.dumps(position, separators=(",", ":")).encode()
    return _encoded(_signature(payload, query, key) + payload)


def read_cursor(cursor: str, *, query: str, key: bytes) -> list[Any]:
    """Return the position that was written for this query. Raises Problem for any other text."""
    try:
        signed = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError as error:
        raise _unknown() from error
    if _encoded(signed) != cursor:  # base64 has several spellings of the same bytes
        raise _unknown()
    signature, payload = signed[:SIGNATURE], signed[SIGNATURE:]
    if not hmac.compare_digest(signature, _signature(payload, query, key)):
        raise _unknown()
    position: list[Any] = json.loads(payload)
    return position


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _signature(payload: bytes, query: str, key: bytes) -> bytes:
    return hmac.digest(key, f"{len(query)}:{query}".encode() + payload, "sha256")[:SIGNATURE]


def _unknown() -> Problem:
    return invalid("cursor", "take it from the Link header of the page before, with the query unchanged")
