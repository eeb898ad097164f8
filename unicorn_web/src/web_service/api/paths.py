"""The parts of a path that name a locality or a property."""

from unicorn_kernel.property_id import InvalidAddress, of_parts
from unicorn_kit.http import Request
from unicorn_kit.problems import invalid

PROPERTY = "/properties/{country}/{city}/{street}/{number}"


def locality(request: Request, *parts: str) -> str:
    """Return the id that these parts of the path make: of a property, or of the city or street it is in.

    Raises Problem, naming the part that makes none.
    """
    try:
        return of_parts(*map(request.part, parts))
    except InvalidAddress as error:
        raise invalid(error.field, str(error), "invalid-property-id") from error


def property_id(request: Request) -> str:
    """Return the id of the property that the path names. Raises Problem."""
    return locality(request, "country", "city", "street", "number")
