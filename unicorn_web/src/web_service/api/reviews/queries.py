"""The query of GET /reviews, and the link to its next page."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from unicorn_kit.cursors import ALPHABET, read_cursor, write_cursor
from unicorn_kit.links import next_page
from unicorn_kit.models import InDigits
from unicorn_kit.moments import rfc3339
from web_service.ports.reviews import Place
from web_service.use_cases.reviews import ReviewPage

BOUND = "GET /reviews"  # what a cursor is for


class ReviewQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    limit: Annotated[int, Field(ge=1, le=20), InDigits] = 10  # a listing has 120 addresses of photos, of a kilobyte
    cursor: Annotated[str, Field(max_length=1000, json_schema_extra=ALPHABET)] | None = None

    def after(self, *, key: bytes) -> Place | None:
        """Return where the page begins; None if it is the first. Raises Problem."""
        if self.cursor is None:
            return None
        asked_at, property_id = read_cursor(self.cursor, query=BOUND, key=key)
        return datetime.fromisoformat(asked_at), property_id

    def next_link(self, page: ReviewPage, *, key: bytes) -> dict[str, str]:
        """Return the `Link` header to the page after this one, nothing after the last one."""
        if not page.has_more:
            return {}
        last = page.listings[-1]
        assert last.review
        cursor = write_cursor([rfc3339(last.review.asked_at), last.property_id], query=BOUND, key=key)
        return next_page(self.model_copy(update={"cursor": cursor}).model_dump(mode="json", exclude_none=True))
