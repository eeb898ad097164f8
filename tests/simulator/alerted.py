"""What customers who saved a search may rely on: new homes that match, one mail a day, and an end."""

from collections import Counter
from collections.abc import Iterator

from web_service.adapters.alerts.alert_items import NEW, SENT
from web_service.domain.alerts.saved_search import SavedSearch, SearchState

from tests.simulator.mails import Delivered
from tests.simulator.truth import Truth

SENDER = "WebSendAlerts"
A_DAY = 86_400.0
IN_FLIGHT = 30.0  # seconds in which a mail that was taken before a search ended may still arrive


def a_search_is_mailed_once_a_day(truth: Truth) -> Iterator[str]:
    """A saved search is mailed homes at most once a day, whatever comes twice, is lost or crashes."""
    days = Counter((mail.to, mail.day) for mail in _with_homes(truth))
    yield from (f"{to} got {count} mails on {day}" for (to, day), count in days.items() if count > 1)


def a_home_is_in_the_mails_of_a_search_once(truth: Truth) -> Iterator[str]:
    """A home is named once to a saved search; again only where its sender could not write that it was."""
    named = Counter((mail.to, home) for mail in _with_homes(truth) for home in mail.homes)
    if not truth.has_failed(SENDER):
        yield from (f"{to} was named {home} {count} times" for (to, home), count in named.items() if count > 1)
    for search_id, search in truth.searches.items():
        sent = truth.homes_of(search_id, SENT)
        yield from (f"{home} counts as mailed to {search_id}" for home in sent if (search.email, home) not in named)


def every_new_home_that_matches_is_mailed_or_waits(truth: Truth) -> Iterator[str]:
    """A home that is approved after a search was confirmed, and that the search finds, is mailed, or waits for that."""
    if truth.world.began.stale:  # the index may have been behind
        return
    for search_id, search in truth.searches.items():
        if search.state is not SearchState.CONFIRMED:
            continue
        kept = {home for kind in (NEW, SENT) for home in truth.homes_of(search_id, kind)}
        since = truth.people.confirmed.get(search_id)
        due = set(truth.approved_since(since)) & set(_finds(truth, search)) if since is not None else set()
        yield from (f"{home} was never kept for {search_id}" for home in sorted(due - kept))


def who_ends_a_search_is_forgotten(truth: Truth) -> Iterator[str]:
    """A search that was ended is gone with its address, and is mailed nothing more; nor is one nobody confirmed."""
    for search_id, (email, at) in truth.people.ended.items():
        if search_id in truth.searches:
            yield f"search {search_id} was ended, and is there"
        late = [mail for mail in _with_homes(truth) if mail.to == email and mail.at > at + IN_FLIGHT]
        if late:
            yield f"{email} ended its search, and got {len(late)} mails after that"
    for mail in _with_homes(truth):
        if mail.to not in truth.people.opened:
            yield f"{mail.to} was mailed homes, and confirmed nothing"


def an_address_is_asked_once(truth: Truth) -> Iterator[str]:
    """A search that was saved is asked about in one mail; again only where its sender could not write that it was."""
    asked = Counter(mail.to for mail in truth.world.mails.delivered if not mail.homes)
    if not truth.has_failed(SENDER, "WebAlertsApi"):
        yield from (f"{to} was asked {count} times" for to, count in asked.items() if count > 1)
    named = {mail.link[0] for mail in truth.world.mails.delivered}
    for done in truth.acknowledged:
        if done.action == "POST saved-searches" and done.at + A_DAY > truth.world.kernel.now:
            search_id = done.body["search_id"]
            if search_id not in named and search_id not in truth.searches:
                yield f"search {search_id} was acknowledged, and is not there"


def _with_homes(truth: Truth) -> list[Delivered]:
    return [mail for mail in truth.world.mails.delivered if mail.homes]


def _finds(truth: Truth, search: SavedSearch) -> list[str]:
    """Return what the search's page shows."""
    path, _, query = search.search.partition("?")
    given = dict(part.split("=") for part in query.split("&") if part)
    answer = truth.get(path, given | {"limit": "100"})
    return [card["property_id"] for card in answer.body]
