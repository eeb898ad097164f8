"""The name of a property in every context: `country/city/street/number`, each part a slug."""

import re

PART_MAX = 60  # characters of one slug; four of them and a prefix stay far below a DynamoDB key's 2,048 bytes
_SLUG = rf"(?![a-z0-9-]{{{PART_MAX + 1}}})[a-z0-9]+(?:-[a-z0-9]+)*"  # words joined by single dashes
_PROPERTY_ID = re.compile(rf"{_SLUG}(?:/{_SLUG}){{3}}")


class InvalidPropertyId(ValueError):
    """Raised when a text cannot be made a property id."""


def normalise(text: str) -> str:
    """Return the property id that `text` means; older systems send it in any case, with spaces or accents.

    Raises InvalidPropertyId unless there are four parts with a letter or digit each.
    """
    if _PROPERTY_ID.fullmatch(text):
        return text
    from slugify import slugify  # noqa: PLC0415 - what our own contexts send needs none

    property_id = "/".join(slugify(part) for part in text.split("/"))
    if not _PROPERTY_ID.fullmatch(property_id):
        raise InvalidPropertyId(f"a property id is country/city/street/number, not {text[:300]!r}")
    return property_id
