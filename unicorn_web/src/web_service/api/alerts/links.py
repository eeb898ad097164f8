"""The links in mails about a saved search."""

from web_service.api.alerts.secrets import secret_of
from web_service.domain.alerts.mails import Links
from web_service.domain.alerts.saved_search import SavedSearch


def links_of(search: SavedSearch, *, site: str, key: bytes) -> Links:
    """Return the links; the page's has the secret where a browser sends it to nobody."""
    secret = secret_of(search.search_id, key)
    return Links(
        site=site,
        page=f"{site}/alerts/{search.search_id}#{secret}",
        unsubscribe=f"{site}/api/web/saved-searches/{search.search_id}/unsubscribe?secret={secret}",
    )
