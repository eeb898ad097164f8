"""Saved searches in answers. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from web_service.api.answers import Moment
from web_service.domain.alerts.saved_search import SearchState


class SavedSearch(TypedDict):
    """A saved search: not the address that is mailed."""

    search_id: Annotated[str, Field(json_schema_extra={"format": "uuid"})]
    search: Annotated[str, Field(description="the address of its page on the site, from the path on")]
    state: SearchState
    expires_at: Annotated[Moment, Field(description="from then on nobody can read it, and no mail is sent")]
