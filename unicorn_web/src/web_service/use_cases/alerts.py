"""Saved searches: somebody saves one, confirms it by a link, keeps it, ends it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from web_service.domain.alerts.mails import Links, confirmation
from web_service.domain.alerts.saved_search import (
    CONFIRMED_WITHIN,
    SavedSearch,
    SearchState,
    confirm,
    digest_of,
    is_secret_of,
)
from web_service.domain.limits import limits_of_sender
from web_service.ports.alerts import (
    Mailer,
    MailRefused,
    MailUncertain,
    Remember,
    SavedSearches,
    SearchChangedMeanwhile,
    SearchIsGone,
    SearchNotFound,
)
from web_service.use_cases.visits import Visit

TRIES = 5
TRIED_AGAIN = timedelta(minutes=2)  # after a request began to send a mail: by then it has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What is made with the stack's own key: digests of addresses, and the secrets of links."""

    address: Callable[[str], str]
    secret: Callable[[UUID], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The mail service, and the links of its mails."""

    mailer: Mailer
    links: Callable[[SavedSearch], Links]


def save(
    email: str, search: str, *, searches: SavedSearches, keys: Keys, visit: Visit, receipt: Remember = lambda _: None
) -> SavedSearch:
    """Keep a search until its address confirms it; a mail is due that asks for that.

    Raises AddressIsBusy, LimitReached, SearchChangedMeanwhile and AnsweredMeanwhile.
    """
    search_id = visit.new_id()
    saved = SavedSearch(
        search_id=search_id,
        email=email,
        address=keys.address(email),
        search=search,
        secret_digest=digest_of(keys.secret(search_id)),
        saved_at=visit.now,
        expires_at=visit.now + CONFIRMED_WITHIN,
    )
    searches.add(saved, tuple(limits_of_sender(visit.sender)), receipt(saved))
    return saved


def ask(search: SavedSearch, *, searches: SavedSearches, post: Post) -> str | None:
    """Send the mail that asks to confirm a search; the mail service's reason if it did not take it: it stays due.

    If its answer is lost, the mail counts as sent: nobody is asked twice. Who got none may save the search again.
    """
    try:
        post.mailer.send(confirmation(search, post.links(search)))
    except MailRefused as refused:
        return str(refused)
    except MailUncertain:
        pass
    searches.asked(search.search_id)
    return None


def ask_due(*, searches: SavedSearches, post: Post, now: datetime) -> int:
    """Send the mails that did not go out when searches were saved; return how many."""
    sent = 0
    before = now - TRIED_AGAIN
    for search_id in searches.unasked(before=before):
        if not searches.try_again(search_id, before=before, at=now):
            continue
        search = searches.get(search_id)
        if search is None or search.expires_at <= now or search.state is SearchState.CONFIRMED:
            searches.asked(search_id)
        else:
            sent += ask(search, searches=searches, post=post) is None
    return sent


def read(search_id: UUID, secret: str, *, searches: SavedSearches, keys: Keys, now: datetime) -> SavedSearch:
    """Return the search that a link is about. Raises SearchNotFound and SearchIsGone."""
    found = searches.get(search_id)
    is_made_here = digest_of(secret) == digest_of(keys.secret(search_id))
    if found is None or found.expires_at <= now:  # DynamoDB deletes some time after it
        if is_made_here or (found and is_secret_of(found, secret)):
            raise SearchIsGone("this search was removed, or was not confirmed or kept in time; save it again")
        raise SearchNotFound("there is no such saved search")
    if not (is_made_here or is_secret_of(found, secret)):
        raise SearchNotFound("there is no such saved search")
    return found


def keep(search_id: UUID, secret: str, *, searches: SavedSearches, keys: Keys, now: datetime) -> SavedSearch:
    """Confirm a search, or keep one that is confirmed for as long again.

    Raises SearchNotFound, SearchIsGone and SearchChangedMeanwhile.
    """
    for _ in range(TRIES):
        before = read(search_id, secret, searches=searches, keys=keys, now=now)
        after = confirm(before, at=now)
        try:
            searches.confirm(before, after)
        except SearchChangedMeanwhile:  # a second click, or a search of the same address
            continue
        return after
    raise SearchChangedMeanwhile("the saved search is being changed by others all the time")


def end(search_id: UUID, secret: str, *, searches: SavedSearches, keys: Keys, now: datetime) -> None:
    """Remove a search; one that is gone already stays so. Raises SearchNotFound."""
    try:
        found = read(search_id, secret, searches=searches, keys=keys, now=now)
    except SearchIsGone:
        return
    searches.remove(found)
