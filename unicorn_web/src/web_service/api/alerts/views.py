"""Saved searches as their owners see them."""

from typing import TYPE_CHECKING

from unicorn_kit.moments import rfc3339
from web_service.domain.alerts.saved_search import SavedSearch

if TYPE_CHECKING:
    from web_service.api.alerts import answers


def search_view(search: SavedSearch) -> "answers.SavedSearch":
    return {
        "search_id": str(search.search_id),
        "search": search.search,
        "state": search.state,
        "expires_at": rfc3339(search.expires_at),
    }
