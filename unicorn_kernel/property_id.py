"""The id of a property in every context: `country/city/street/number`, each part a slug."""

import re
from dataclasses import dataclass

PART_MAX = 60  # characters of one slug; four of them and a prefix stay far below a DynamoDB key's 2,048 bytes
PARTS = ("country", "city", "street", "number")
# A property id in a schema.
PATTERN = r"^[a-z0-9][a-z0-9-]{0,59}(/[a-z0-9][a-z0-9-]{0,59}){3}$"
_SLUG = re.compile(rf"[a-z0-9-]{{1,{PART_MAX}}}")
_PLAIN = re.compile(r"[A-Za-z0-9 -]*")


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
    slugs = [slug(part) for part in text.split("/")]
    if len(slugs) != len(PARTS) or not all(map(_SLUG.fullmatch, slugs)):
        raise InvalidPropertyId(
            f"a property id is country/city/street/number, each part 1 to {PART_MAX} letters, digits or dashes"
        )
    return "/".join(slugs)


def of_address(address: Address) -> str:
    """Return the property id of an address; a slash inside a part counts as a space. Raises InvalidPropertyId."""
    return normalise("/".join(getattr(address, part).replace("/", " ") for part in PARTS))


def of_parts(*parts: str) -> str:
    """Return the id that these parts of an address make: of a property, or of the city or street that it is in.

    Raises InvalidPropertyId, naming the part that has no letter or digit, or too many.
    """
    slugs = [slug(part.replace("/", " ")) for part in parts]
    for name, found in zip(PARTS, slugs, strict=False):
        if not _SLUG.fullmatch(found):
            raise InvalidPropertyId(f"{name} needs 1 to {PART_MAX} letters or digits")
    return "/".join(slugs)


def slug(part: str) -> str:
    """Return lower-case letters and digits, words joined by dashes; empty if there are none."""
    if _PLAIN.fullmatch(part):
        return "-".join(part.lower().replace("-", " ").split())
    from slugify import slugify  # noqa: PLC0415 - its tables are 90 kB, and most texts need none of them

    return slugify(part)
