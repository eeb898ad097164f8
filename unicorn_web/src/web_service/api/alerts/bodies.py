"""The bodies of requests about saved searches."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from unicorn_kit.models import Body
from web_service.api.alerts.searches import PATH, SEARCH_MAX
from web_service.api.customers import Email, LeftEmpty

SEARCH = rf"{PATH}(\?[^#\s]*)?"


def _search(text: str) -> str:
    if not re.fullmatch(SEARCH, text):
        raise ValueError("is no search; send the address of its page from the path on, as in /search/usa/anytown")
    return text


Search = Annotated[
    str,
    StringConstraints(strict=True, max_length=SEARCH_MAX),
    AfterValidator(_search),
    WithJsonSchema({"type": "string", "maxLength": SEARCH_MAX, "pattern": f"^{SEARCH}$"}),
    Field(description="the address of the search's page on the site, from the path on; `sort` and paging are left out"),
]


class SaveSearch(Body):
    """The body of POST /saved-searches."""

    email: Email
    search: Search
    website: LeftEmpty = Field(default="")
