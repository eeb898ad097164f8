"""The query of GET /live/events, and the cursor that goes on from its answer."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from web_service import wiring
from web_service.domain.live import Focus, Mark
from web_service.domain.property_id import normalise
from web_service.handlers.cursors import read_cursor, write_cursor
from web_service.handlers.http import Request
from web_service.handlers.problems import Problem, invalid
from web_service.handlers.requests import checked

BOUND = "GET /live/events"  # with any filter: all read the same feed


class LiveQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    after: Annotated[str, Field(max_length=1000)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    property_id: Annotated[str, Field(max_length=300), AfterValidator(normalise)] | None = None
    correlation_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None

    @property
    def focus(self) -> Focus:
        return Focus(property_id=self.property_id, correlation_id=self.correlation_id)

    @property
    def since(self) -> Mark | None:
        """Raises Problem."""
        if self.after is None:
            return None
        try:
            return Mark(*read_cursor(self.after, query=BOUND, key=wiring.cursor_key()))
        except Problem as unknown:
            raise invalid("after", "take it from the cursor of the answer before, or leave it out") from unknown


def live_query(request: Request) -> LiveQuery:
    """Return the request's query. Raises Problem."""
    return checked(lambda: LiveQuery.model_validate(request.query))


def cursor_of(mark: Mark) -> str:
    return write_cursor(list(mark), query=BOUND, key=wiring.cursor_key())
