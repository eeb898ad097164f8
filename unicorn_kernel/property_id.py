"""The id of a property in every context: `country/city/street/number`, each part a slug.

One home has one id, two homes have two. A slug belongs to one spelling alone, the plain one (`Main Street` has
`main-street`); every other spelling with that slug (`Main-Street`, `Máin Street`) has a suffix, a digest of itself.
"""

import base64
import hashlib
import re

from unicorn_kernel.address import SEPARATOR, Address, InvalidAddress, InvalidPropertyId, comparable, comparable_field

__all__ = ["PARTS", "PART_MAX", "PATTERN", "Address", "InvalidAddress", "InvalidPropertyId"]
__all__ += ["normalise", "of_address", "of_parts", "readable"]

PART_MAX = 60  # characters of one part; four of them and a prefix stay far below a DynamoDB key's 2,048 bytes
PARTS = ("country", "city", "street", "number")
# A property id in a schema.
PATTERN = r"^[a-z0-9][a-z0-9-]{0,59}(/[a-z0-9][a-z0-9-]{0,59}){3}$"

# 80 bits in base32: if a billion homes had one slug and differed in their suffixes alone, the odds that any two of them
# shared an id would be 4 in ten million.
_DIGEST_BYTES = 10
_SUFFIX = re.compile(r"[a-z0-9-]*[a-z0-9]-x[a-z2-7]{16}")
_READABLE_MAX = PART_MAX - len("-x") - 16
# Words of lower-case letters and digits with one space between them; between two digits a dash. So a slug tells its
# spelling: 12-14 is a range far more often than a 12 beside a 14.
_PLAIN = re.compile(r"[a-z0-9]+(?:(?:(?<![0-9]) | (?![0-9])|(?<=[0-9])-(?=[0-9]))[a-z0-9]+)*")
_WHITE = " \t\r\n\u00a0"  # str.strip alone would strip control characters as well
_TYPED_ID = re.compile(r"[A-Za-z0-9-]*[A-Za-z0-9][A-Za-z0-9-]*")


def of_address(address: Address) -> str:
    """Return the property id of an address, in whatever spelling. Raises InvalidAddress."""
    key = comparable(address)
    return "/".join(
        (
            _part("country", key.country),
            _part("city", key.city, key.region),
            _part("street", key.street),
            _part("number", key.number, key.unit, key.postcode),
        )
    )


def normalise(text: str) -> str:
    """Return the property id that `text` means: an id in any case, or an address of four fields with slashes between.

    Raises InvalidPropertyId unless there are four parts with a letter or digit each.
    """
    parts = text.split("/")
    try:
        found = of_parts(*parts) if len(parts) == len(PARTS) else ""
    except InvalidAddress as error:
        raise InvalidPropertyId(f"a property id is country/city/street/number; here the {error}") from None
    if not found:
        raise InvalidPropertyId(f"a property id is country/city/street/number: four parts, not {len(parts)}")
    return found


def of_parts(*parts: str) -> str:
    """Return the id that these parts make: of a property, or of the city or street that it is in.

    If all are parts of ids, in any case, they are taken as such; else as the fields of an address without region,
    postcode and unit, except for those with a suffix. Raises InvalidAddress, which names the part.
    """
    given = [(name, text.strip(_WHITE)) for name, text in zip(PARTS, parts, strict=False)]
    read = _id_part if all(_TYPED_ID.fullmatch(text) for _, text in given) else _spelled_part
    return "/".join(read(name, text) for name, text in given)


def _id_part(name: str, text: str) -> str:
    slug = "-".join(text.lower().replace("-", " ").split())
    if len(slug) > PART_MAX:
        raise InvalidAddress(name, f"has {len(slug)} characters; at most {PART_MAX} are allowed")
    return slug


def _spelled_part(name: str, text: str) -> str:
    return text if _SUFFIX.fullmatch(text) else _part(name, comparable_field(name, text))


def _part(field: str, text: str, shown: str | None = None, hidden: str | None = None) -> str:
    """Return one part: its slug if that says all, else what can be read of it and a digest of all of it."""
    if not shown and not hidden and _PLAIN.fullmatch(text):
        slug = text.replace(" ", "-")
        if len(slug) <= PART_MAX and not _SUFFIX.fullmatch(slug):
            return slug
    words = readable(text)
    if not words:
        raise InvalidAddress(field, "has no letter or digit that can be written in Latin letters; write it in those")
    if shown:
        words = f"{words}-{readable(shown)}"
    digest = hashlib.sha256(SEPARATOR.join((text, shown or "", hidden or "")).encode()).digest()[:_DIGEST_BYTES]
    return f"{words[:_READABLE_MAX].strip('-')}-x{base64.b32encode(digest).decode().lower()}"


def readable(text: str) -> str:
    """Return the Latin letters and digits of a text, in lower case, with one dash between words; empty if none."""
    from slugify import slugify  # noqa: PLC0415 - its tables are 3 MB, and plain addresses need none of them

    spaced = "".join(f" {char} " if char.isnumeric() and not char.isdecimal() else char for char in text)  # 12½, 12²
    return slugify(spaced, entities=False, decimal=False, hexadecimal=False, backend="text-unidecode")
