"""A home that was approved → kept for the next mail of each saved search that it matches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from web_service.domain.search.details import PublicListing
from web_service.domain.search.free_text import has_all, words_of_home
from web_service.domain.search.roster import Wishes, key_of, row_of
from web_service.ports.alerts import Homes, SavedSearches

type WishesOf = Callable[[str], Wishes]  # the address of a search → what it wants


@dataclass(frozen=True, slots=True)
class Matched:
    """`read`: searches that were compared; `kept`: those for whose next mail the home is kept."""

    read: int
    kept: int


class Compared:
    """A home as searches compare it; its words are looked for only if a search has some."""

    def __init__(self, property_id: str, home: PublicListing) -> None:
        self._row, self._home = row_of(key_of(property_id)[1], "", home), home

    def is_found_by(self, wishes: Wishes) -> bool:
        """Whether a search of its locality finds it: what the search pages compare, and nothing else."""
        return wishes.match(self._row) and (not wishes.words or has_all(self._words, wishes.words))

    @cached_property
    def _words(self) -> frozenset[str]:
        return words_of_home(self._home)


def match_home(
    property_id: str,
    request_id: UUID | None,
    *,
    homes: Homes,
    searches: SavedSearches,
    wishes_of: WishesOf,
    now: datetime,
) -> Matched:
    """Keep an approved home for every confirmed search that it matches; each once, however often this is called."""
    home = homes.approved(property_id, request_id)
    read = kept = 0
    if home is None:  # withdrawn, or requested anew meanwhile
        return Matched(0, 0)
    compared = Compared(property_id, home)
    for locality in localities_of(property_id):
        for candidate in searches.candidates(locality):
            read += 1
            if candidate.expires_at > now and compared.is_found_by(wishes_of(candidate.search)):
                kept += searches.note(candidate.search_id, property_id, at=now)
    return Matched(read, kept)


def localities_of(property_id: str) -> Iterator[str]:
    """Yield the country, the city and the street that a home is in."""
    parts = property_id.split("/")
    return ("/".join(parts[:depth]) for depth in (1, 2, 3))
