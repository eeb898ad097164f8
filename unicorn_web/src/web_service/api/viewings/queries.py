"""The query of GET /agent/viewings, and the link to its next page."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from unicorn_kit.cursors import ALPHABET, read_cursor, write_cursor
from unicorn_kit.links import next_page
from web_service.domain.agent import Agent
from web_service.ports.viewings import AgendaFilter
from web_service.use_cases.viewings import Agenda

PAST = timedelta(days=1)  # what is over for no longer is listed, too


class AgendaQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    agent: (
        Annotated[str, Field(min_length=1, max_length=128, description="whose agenda, of an admin's request")] | None
    ) = None
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    cursor: Annotated[str, Field(max_length=1000, json_schema_extra=ALPHABET)] | None = None

    def to_filter(self, agent: Agent, *, key: bytes, now: datetime) -> AgendaFilter:
        """An agent's own agenda; an admin may name another agent. Raises Problem."""
        name = self._whose(agent)
        after = None
        if self.cursor is not None:
            [after] = map(str, read_cursor(self.cursor, query=self._bound(name), key=key))
        return AgendaFilter(agent=name, since=now - PAST, after=after)

    def next_link(self, page: Agenda, agent: Agent, *, key: bytes) -> dict[str, str]:
        """Return the `Link` header to the page after this one, nothing after the last one."""
        if not page.has_more:
            return {}
        last = page.entries[-1].position
        cursor = write_cursor([last], query=self._bound(self._whose(agent)), key=key)
        return next_page(self.model_copy(update={"cursor": cursor}).model_dump(mode="json", exclude_none=True))

    def _whose(self, agent: Agent) -> str:
        return self.agent or agent.name if agent.is_admin else agent.name

    def _bound(self, name: str) -> str:
        return f"GET /agent/viewings {name}"
