"""Property ids that clients send beside an address.

Clients of older systems compute the id as slugs of the four fields. Other spellings share those slugs, so such an id is
accepted beside the address that it was made of, and the address alone decides.
"""

from unicorn_kernel.address import FIELDS, Address, InvalidPropertyId
from unicorn_kernel.property_id import PARTS, normalise, of_address


def id_beside(address: Address, given: str | None) -> str:
    """Return the id of an address as typed, if `given` (None: nothing was sent) names the same home.

    Raises InvalidAddress, and InvalidPropertyId if `given` is the id of another home.
    """
    found = of_address(address)
    if given is None or normalise(given) == found or _slugs(*given.split("/")) == _slugs_of(address):
        return found
    raise InvalidPropertyId(f"the address is that of {found}, not of {normalise(given)}; leave property_id out")


def _slugs_of(address: Address) -> list[str] | None:
    """Return the slugs that older systems made an id of; they knew four fields."""
    if any(getattr(address, name) for name in FIELDS if name not in PARTS):
        return None
    return _slugs(*(getattr(address, part) for part in PARTS))


def _slugs(*parts: str) -> list[str]:
    from slugify import slugify  # noqa: PLC0415 - its tables are 3 MB, and plain ids need none of them

    return [slugify(part.replace("/", " ")) for part in parts]
