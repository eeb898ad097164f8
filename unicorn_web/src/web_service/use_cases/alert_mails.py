"""The daily mails: one for each saved search with new homes, each home in one of them.

A mail service has no idempotency: between its answer and what is written of it, a crash leaves open whether the mail
went out. The day's mail is taken before it is sent, so nobody ever gets two on one day; what it named is written after
it, so a home is never lost, and after such a crash is named in the next day's mail again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from web_service.domain.alerts.mails import digest
from web_service.domain.alerts.saved_search import SavedSearch, SearchState
from web_service.domain.search.details import PublicListing
from web_service.ports.alerts import Found, Homes, MailRefused, MailUncertain, SavedSearches
from web_service.use_cases.alert_matches import Compared, WishesOf
from web_service.use_cases.alerts import Post

IN_A_MAIL = 100  # homes; more of them wait for the next day
EXPECTED = timedelta(days=2)  # in which an approved home becomes public, if it ever does


@dataclass(slots=True)
class Round:
    """What a round has done."""

    sent: int = 0
    homes: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The homes that wait for a search: to be mailed, to be dropped; the others may still become public."""

    mailed: Sequence[tuple[str, PublicListing]]
    dropped: Sequence[Found]
    is_all: bool  # nothing waits beside these


@dataclass(frozen=True, slots=True, kw_only=True)
class Mails:
    searches: SavedSearches
    homes: Homes
    post: Post
    wishes_of: WishesOf
    now: Callable[[], datetime]
    is_late: Callable[[], bool]  # the run's time is over
    on_failure: Callable[[SavedSearch, str], None]  # with the reason

    def send_due(self) -> Round:
        """Send today's mails, as many as the time is enough for; those that wait longest first."""
        done = Round()
        for search in self._due():
            if self.is_late():
                break
            self._send(search, done)
        return done

    def _due(self) -> Iterator[SavedSearch]:
        for search_id in self.searches.due():
            search = self.searches.get(search_id)
            if search is not None and search.mailed_on != self._today():
                yield search

    def _today(self) -> str:
        return self.now().date().isoformat()

    def _send(self, search: SavedSearch, done: Round) -> None:
        if search.state is not SearchState.CONFIRMED or search.expires_at <= self.now():
            return self.searches.settle(search, mailed=(), dropped=(), is_done=True)
        waiting = self._sorted(search)
        names = [property_id for property_id, _ in waiting.mailed]
        if names and not self._mail(search, waiting.mailed, done):
            return None
        self.searches.settle(search, mailed=names, dropped=waiting.dropped, is_done=waiting.is_all)
        return None

    def _mail(self, search: SavedSearch, homes: Sequence[tuple[str, PublicListing]], done: Round) -> bool:
        """Whether the homes count as mailed."""
        day = self._today()
        if not self.searches.begin(search, day):  # another run sends it, or its owner ends it at this moment
            return False
        try:
            self.post.mailer.send(digest(search, homes, self.post.links(search)))
        except MailRefused as refused:
            done.refused += 1
            self.searches.give_back(search, day)
            self.on_failure(search, str(refused))
            return False
        except MailUncertain as lost:  # the day is over for it; its homes are named again tomorrow
            done.refused += 1
            self.on_failure(search, str(lost))
            return False
        done.sent += 1
        done.homes += len(homes)
        return True

    def _sorted(self, search: SavedSearch) -> _Sorted:
        found = self.searches.found(search.search_id, limit=IN_A_MAIL + 1)
        taken, wishes = found[:IN_A_MAIL], self.wishes_of(search.search)
        public = self.homes.public([each.property_id for each in taken]) if taken else {}
        mailed = [
            (each.property_id, home)
            for each in taken
            if (home := public.get(each.property_id)) and Compared(each.property_id, home).is_found_by(wishes)
        ]
        kept = {each.property_id for each in taken if each.property_id not in public and self._is_expected(each)}
        names = {property_id for property_id, _ in mailed}
        dropped = [each for each in taken if each.property_id not in names | kept]
        return _Sorted(mailed, dropped, is_all=len(found) == len(taken) and not kept)

    def _is_expected(self, found: Found) -> bool:
        """Whether a home may still become public: it was approved a moment ago."""
        return found.found_at + EXPECTED > self.now()
