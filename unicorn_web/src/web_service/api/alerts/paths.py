"""The parts of a request that name a saved search: its path, and the secret of the link in its mails."""

from uuid import UUID

from unicorn_kit.http import Request
from web_service.ports.alerts import SearchNotFound

SECRET_SCHEMA = {"type": "string", "maxLength": 64}
SECRET = {  # as OpenAPI describes it
    "name": "Saved-Search-Secret",
    "in": "header",
    "description": "what the link in the mail has behind `#`; 404 without it, as for a search that there is not",
    "required": True,
    "schema": SECRET_SCHEMA,
}
IN_QUERY = {
    "name": "secret",
    "in": "query",
    "description": "the same; here it is in the address, as mail programs need it, and ends the mails alone",
    "required": True,
    "schema": SECRET_SCHEMA,
}


def search_id(request: Request) -> UUID:
    """Return the id in the path. Raises SearchNotFound: a text that is no id names no search."""
    try:
        return UUID(request.part("search_id"))
    except ValueError as error:
        raise SearchNotFound("there is no such saved search") from error


def secret(request: Request) -> str:
    return request.header(str(SECRET["name"]))


def secret_in_query(request: Request) -> str:
    return request.query_of({"secret"}).get("secret", "")
