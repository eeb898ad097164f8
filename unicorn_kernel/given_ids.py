"""Property ids that clients send beside an address.

Clients of older systems compute the id as slugs of the four fields. Other spellings share those slugs, so such an id is
accepted beside the address that it was made of, and the address alone decides.
"""

from unicorn_kernel.address import FIELDS, Address, InvalidPropertyId, canonical
from unicorn_kernel.property_id import PARTS, normalise, of_address


def id_beside(address: Address, given: str | None) -> str:
    """Return the id of an address as typed, if `given` (None: nothing was sent) names the same home.

    Raises InvalidAddress, and InvalidPropertyId if `given` is the id of another home.
    """
    found = of_address(address)
    if given is None or normalise(given) == found or _is_slugs_of(address, given):
        return found
    raise InvalidPropertyId(f"the address is that of {found}, not of {normalise(given)}; leave property_id out")


def _is_slugs_of(address: Address, given: str) -> bool:
    """Whether `given` has the slugs that older systems made of the address; they knew four fields.

    It may be typed otherwise than it was then: they left a curly apostrophe out, and made a dash of a straight one.
    """
    if any(getattr(address, name) for name in FIELDS if name not in PARTS):
        return False
    slugs = _slugs(*given.split("/"))
    spellings = (address, canonical(address))
    return any(slugs == _slugs(*(getattr(spelled, part) for part in PARTS)) for spelled in spellings)


def _slugs(*parts: str) -> list[str]:
    from slugify import slugify  # noqa: PLC0415 - its tables are 3 MB, and plain ids need none of them

    return [slugify(part.replace("/", " ")) for part in parts]
