"""The query of GET /live/events, and the cursor that goes on from its answer."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from live_feed_service.domain import Filter, Position
from unicorn_kernel.id_field import FOUR_PARTS
from unicorn_kernel.property_id import normalise
from unicorn_kit.cursors import ALPHABET, read_cursor, write_cursor
from unicorn_kit.models import InDigits
from unicorn_kit.problems import Problem, invalid

BOUND = "GET /live/events"  # with any filter: all read the same feed


class LiveQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    after: Annotated[str, Field(max_length=1000, json_schema_extra=ALPHABET)] | None = None
    limit: Annotated[int, Field(ge=1, le=100), InDigits] = 50
    property_id: (
        Annotated[str, Field(max_length=300, json_schema_extra=FOUR_PARTS), AfterValidator(normalise)] | None
    ) = None
    correlation_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None

    def to_filter(self) -> Filter:
        return Filter(property_id=self.property_id, correlation_id=self.correlation_id)

    def since(self, *, key: bytes) -> Position | None:
        """Raises Problem."""
        if self.after is None:
            return None
        try:
            return Position(*read_cursor(self.after, query=BOUND, key=key))
        except Problem as unknown:
            raise invalid("after", "take it from the cursor of the answer before, or leave it out") from unknown


def cursor_of(position: Position, *, key: bytes) -> str:
    return write_cursor(list(position), query=BOUND, key=key)
