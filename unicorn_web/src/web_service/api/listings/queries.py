"""The query of GET /properties, and the link to its next page."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from unicorn_kernel.id_field import FOUR_PARTS
from unicorn_kernel.property_id import normalise
from unicorn_kit.cursors import ALPHABET, read_cursor, write_cursor
from unicorn_kit.links import next_page
from unicorn_kit.models import InDigits
from unicorn_kit.moments import rfc3339
from web_service.domain.agent import Agent
from web_service.domain.listings.listing import ListingFilter, ListingStatus
from web_service.use_cases.listings import Page


class ListQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    status: ListingStatus | None = None
    property_id: (
        Annotated[str, AfterValidator(normalise), Field(max_length=300, json_schema_extra=FOUR_PARTS)] | None
    ) = None
    agent: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    limit: Annotated[int, Field(ge=1, le=100), InDigits] = 25
    cursor: Annotated[str, Field(max_length=1000, json_schema_extra=ALPHABET)] | None = None

    def to_filter(self, agent: Agent, *, key: bytes) -> ListingFilter:
        """Agents see their own listings; an admin sees all, or those of one agent. Raises Problem."""
        name = self._agent_name(agent)
        return ListingFilter(
            agent=name, status=self.status, property_id=self.property_id, before=self._before(name, key)
        )  # fmt: skip

    def next_link(self, page: Page, agent: Agent, *, key: bytes) -> dict[str, str]:
        """Return the `Link` header to the page after this one, nothing after the last one."""
        if not page.has_more:
            return {}
        last = page.listings[-1]
        position = [rfc3339(last.created_at), last.property_id]
        cursor = write_cursor(position, query=self._bound(self._agent_name(agent)), key=key)
        return next_page(self.model_copy(update={"cursor": cursor}).model_dump(mode="json", exclude_none=True))

    def _agent_name(self, agent: Agent) -> str | None:
        return self.agent if agent.is_admin else agent.name

    def _before(self, name: str | None, key: bytes) -> tuple[datetime, str] | None:
        if self.cursor is None:
            return None
        created_at, property_id = read_cursor(self.cursor, query=self._bound(name), key=key)
        return datetime.fromisoformat(created_at), property_id

    def _bound(self, name: str | None) -> str:
        return f"GET /properties {name} {self.status}"
