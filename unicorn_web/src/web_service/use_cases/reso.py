"""The RESO feed: requests of readers that keep a copy of all public listings, and its reconciliation."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.rounds import Budget, Step, Tally, handle_round
from web_service.domain.reso.feed import LIFETIME, SETTLING, FeedPage, FeedState, Span
from web_service.ports.reso import Cities, Entries, NotSettled, OnUnreadable, PositionTooOld, ResoFeed, RosterRows

EMPTY = FeedPage([], None, 0)


def read_feed(span: Span, *, limit: int, feed: ResoFeed, now: datetime) -> FeedPage:
    """Return the next page of a span of the feed. Raises PositionTooOld and NotSettled."""
    if span.since is not None and not _tells_all(feed.state(), span.since, now):
        raise PositionTooOld(
            "the feed does not know any more what has left since then; read it from its beginning, without $filter"
            " and $skiptoken, and remove the listings that it does not have"
        )
    settled = _milliseconds(now - SETTLING)
    if span.until is not None and span.until > settled:
        raise NotSettled(
            f"records of the last {SETTLING.seconds} seconds may still be on their way, so use an earlier end, or none"
        )
    until = settled if span.until is None else span.until
    return feed.page(span.after, until, limit=limit) if span.after < until else EMPTY


def _tells_all(state: FeedState | None, since: int, now: datetime) -> bool:
    """Return whether every listing that has left since then has an entry still."""
    if state is None or since < state.begun:
        return False
    return since >= state.expiring or since >= _milliseconds(now - LIFETIME)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def reconcile_feed(
    pages: Iterable[Sequence[Step[list[str]]]],
    entries: Entries,
    on_unreadable: OnUnreadable,
    *,
    cities: Cities,
    roster: RosterRows,
    dry_run: bool,
    budget: Budget,
    move: Callable[[str | None], None],
) -> Tally:
    """Enter each listing of a round whose entry is missing or wrong; a page that fails is left to the next round.

    The same round compares the roster, and brings the cities of earlier releases into the search box's index: it sees
    every listing anyway.
    """
    tally = Tally()

    def compare(property_ids: Sequence[str]) -> None:
        budget.items -= len(property_ids)
        try:
            differing = entries.differing(property_ids, on_unreadable)
            unlike = roster.differing(property_ids, on_unreadable)
            tally.found += len({*differing, *unlike})
            if not dry_run:
                cities.add(property_ids)
                tally.done += entries.enter(differing, on_unreadable) + len({*unlike} - {*differing})
                roster.enter(unlike, on_unreadable)
        except StoreUnavailable:
            tally.failed += 1

    handle_round(pages, compare, budget=budget, move=move)
    return tally
