"""The part of a path that names an enquiry."""

from uuid import UUID

from unicorn_kit.http import Request
from web_service.ports.enquiries import EnquiryNotFound


def enquiry_id(request: Request) -> UUID:
    """Return the id in the path. Raises EnquiryNotFound: a text that is no id names no enquiry."""
    try:
        return UUID(request.part("enquiry_id"))
    except ValueError as error:
        raise EnquiryNotFound("there is no enquiry of that id") from error
