"""An address: its fields, their canonical spelling, and the key by which two addresses are the same.

Two addresses are the same if their canonical spellings differ in nothing but case, and their postcodes in nothing but
spaces and dashes (docs/addresses.md).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from operator import attrgetter

from unicorn_kernel.spelling import Unspellable, canonical_text, caseless

SEPARATOR = "\x1f"  # between fields in digests; no canonical text holds a control character


class InvalidPropertyId(ValueError):
    """Raised when a text cannot be made a property id, or contradicts the address beside it."""


class InvalidAddress(InvalidPropertyId):
    """Raised when a field of an address cannot be spelled, or not in an id; `field` is its name."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field} {problem}")
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a home is. What is None is not said, which differs from every spelling of it."""

    country: str
    region: str | None = None  # state, province, prefecture
    city: str
    postcode: str | None = None
    street: str
    number: str  # 12, 12A, 12/4, 12-14, 12½
    unit: str | None = None  # flat, apartment, suite


FIELDS = tuple(field.name for field in fields(Address))
_texts = attrgetter(*FIELDS)  # the address as a tuple


def canonical(address: Address) -> Address:
    """Return the address in its canonical spelling, as people see it. Raises InvalidAddress."""
    return Address(**{name: canonical_field(name, text) for name, text in _given(address)})


def canonical_field(name: str, text: str) -> str:
    """Return one field in its canonical spelling. Raises InvalidAddress."""
    try:
        return canonical_text(text)
    except Unspellable as error:
        raise InvalidAddress(name, str(error)) from None


def comparable(address: Address) -> Address:
    """Return what is equal for the same address in all its spellings. Raises InvalidAddress."""
    return Address(**{name: comparable_field(name, text) for name, text in _given(address)})


def comparable_field(name: str, text: str) -> str:
    """Return what is equal for one field in all its spellings. Raises InvalidAddress."""
    key = caseless(canonical_field(name, text))
    return key.replace(" ", "").replace("-", "") if name == "postcode" else key


def _given(address: Address) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in zip(FIELDS, _texts(address), strict=True) if text is not None)


def address_key(address: Address) -> str:
    """Return 64 hexadecimal digits that are the same for the same address, and for no other. Raises InvalidAddress."""
    texts = [
        comparable_field(name, text) if text is not None else ""
        for name, text in zip(FIELDS, _texts(address), strict=True)
    ]
    return hashlib.sha256(SEPARATOR.join(texts).encode()).hexdigest()


def one_line(address: Address) -> str:
    """Return the address in one line for a message to people, in its spelling as given."""
    street = f"{address.number} {address.street}"
    texts = (address.unit, street, address.city, address.region, address.postcode, address.country)
    return ", ".join(text for text in texts if text)


def city_name(address: Address) -> str:
    """Return what tells a city from its namesakes in the same country, for lists of cities."""
    return f"{address.city}, {address.region}" if address.region else address.city
