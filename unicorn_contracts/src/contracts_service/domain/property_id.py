"""The name of a property in every context: `country/city/street/number`, each part a slug."""

import re
from dataclasses import dataclass

from slugify import slugify

PART_MAX = 60  # characters of one slug; four of them and a prefix stay far below a DynamoDB key's 2,048 bytes
PARTS = ("country", "city", "street", "number")
_PROPERTY_ID = re.compile(rf"[a-z0-9-]{{1,{PART_MAX}}}(/[a-z0-9-]{{1,{PART_MAX}}}){{3}}")


class InvalidPropertyId(ValueError):
    """Raised when a text cannot be made a property id, or contradicts the address beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a property is, in its owner's own spelling."""

    country: str
    city: str
    street: str
    number: str


def normalise(text: str) -> str:
    """Return the property id that `text` means, in any case, with spaces or accents.

    Raises InvalidPropertyId unless there are four parts with a letter or digit each.
    """
    property_id = "/".join(slugify(part) for part in text.split("/"))
    if not _PROPERTY_ID.fullmatch(property_id):
        raise InvalidPropertyId(
            f"a property id is country/city/street/number, each part 1 to {PART_MAX} letters, digits or dashes"
        )
    return property_id


def of_address(address: Address) -> str:
    """Return the property id of an address; a slash inside a part counts as a space."""
    return normalise("/".join(getattr(address, part).replace("/", " ") for part in PARTS))
