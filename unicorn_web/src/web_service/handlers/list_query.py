"""The query of GET /properties, and the link to its next page."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from web_service import wiring
from web_service.domain.agent import Agent
from web_service.domain.listing import ListingFilter, ListingStatus
from web_service.domain.moments import rfc3339
from web_service.domain.property_id import normalise
from web_service.handlers.cursors import read_cursor, write_cursor
from web_service.handlers.http import Request
from web_service.handlers.requests import checked
from web_service.use_cases.listings import Page


class ListQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    status: ListingStatus | None = None
    property_id: Annotated[str, AfterValidator(normalise), Field(max_length=300)] | None = None
    agent: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    cursor: Annotated[str, Field(max_length=1000)] | None = None

    def wanted(self, agent: Agent) -> ListingFilter:
        """Agents see their own listings; an admin sees everybody's, or those of one agent. Raises Problem."""
        whose = self.agent if agent.is_admin else agent.name
        return ListingFilter(
            agent=whose, status=self.status, property_id=self.property_id, before=self._before(whose)
        )  # fmt: skip

    def next_link(self, page: Page, agent: Agent) -> str | None:
        """Return the `Link` header to the page after this one (RFC 8288), relative to it; None behind the last one."""
        if not page.has_more:
            return None
        last = page.listings[-1]
        whose = self.agent if agent.is_admin else agent.name
        position = [rfc3339(last.created_at), last.property_id]
        cursor = write_cursor(position, query=self._bound(whose), key=wiring.cursor_key())
        following = self.model_copy(update={"cursor": cursor})
        return f'<?{urlencode(following.model_dump(mode="json", exclude_none=True))}>; rel="next"'

    def _before(self, whose: str | None) -> tuple[datetime, str] | None:
        if self.cursor is None:
            return None
        created_at, property_id = read_cursor(self.cursor, query=self._bound(whose), key=wiring.cursor_key())
        return datetime.fromisoformat(created_at), property_id

    def _bound(self, whose: str | None) -> str:
        return f"GET /properties {whose} {self.status}"


def list_query(request: Request) -> ListQuery:
    """Return the request's query. Raises Problem."""
    return checked(lambda: ListQuery.model_validate(request.query))
