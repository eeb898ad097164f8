"""The search box: what somebody typed → the locality and the filters that it means, and localities to choose from.

Names are looked up by the beginnings of their slugs, so accents, case and punctuation do not matter. A locality is
*meant* if words are its whole name, or it is the only one that begins with these words; else it is suggested. Words
that are left beside it are looked for in the texts of its homes.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from unicorn_kernel.property_id import readable
from web_service.domain.search.typed_search import TypedSearch, read_typed
from web_service.domain.search.typed_words import FILLERS
from web_service.domain.search.words import Words
from web_service.ports.known_localities import KnownLocalities

SHOWN_MAX = 8  # suggestions
PREFIX_MAX = 20  # cities read for the beginning of a name
DIGEST = 16  # characters behind the `-x` of a slug that is not its name's plain spelling


class NamedLocality(NamedTuple):
    """A country, a city or a street that has homes."""

    slugs: tuple[str, ...]
    name: str
    within: str  # the names of what it is in
    listings: int | None = None  # of a street: not counted


class Understood(NamedTuple):
    locality: NamedLocality | None  # that is meant
    filters: dict[str, str]
    suggestions: list[NamedLocality]
    not_understood: list[str]


class Quality(IntEnum):
    """How words are like a name; a higher one is more alike."""

    BEGINS = 1  # within a word: "freib"
    WORDS = 2  # "freiburg", of Freiburg im Breisgau
    WHOLE = 3


class _Match(NamedTuple):
    length: int  # words that it was found by
    quality: Quality
    start: int
    slugs: tuple[str, ...]


def understand(text: str, *, known: KnownLocalities) -> Understood:
    """Return what a text means. Reads a bounded number of localities, whatever the text is."""
    return _Box(known).read(text)


class _Box:
    def __init__(self, known: KnownLocalities) -> None:
        self._known = known
        self._countries = {country.slug: country for country in known.countries()}

    def read(self, text: str) -> Understood:
        typed = TypedSearch({}, (text,), ()) if self._is_name(text) else read_typed(text)
        words = Words(typed.phrases)
        country = self._take_country(words)
        matches = [match for match in self._matches(words) if country in {None, match.slugs[0]}]
        if matches:
            meant, shown = self._cities(words, matches)
        else:
            meant, shown = self._none(country, has_words=bool(typed.phrases))
        free, others = words.left()
        filters = typed.filters | ({"words": " ".join(free)} if free and shown else {})
        not_understood = [*([] if shown else free), *others, *typed.not_understood]
        return Understood(meant, filters, shown[:SHOWN_MAX], not_understood)

    def _is_name(self, text: str) -> bool:
        """Return whether all of a text, typed or not, is the name of a city: Villa Park, Sale."""
        slug = readable(text)
        found = self._known.cities(slug, limit=1) if slug else []
        return bool(found) and _quality(found[0][1], slug) is Quality.WHOLE

    def _take_country(self, words: Words) -> str | None:
        for start, length, run in words.longest_runs():
            if slug := next((slug for slug in self._countries if _quality(slug, run) is Quality.WHOLE), None):
                if self._is_name(run) and length == words.count:  # Luxembourg: its city is in the list
                    return None
                words.take(start, length)
                return slug
        return None

    def _matches(self, words: Words) -> list[_Match]:
        matches: list[_Match] = []
        for start in words.starts():
            runs = list(words.runs(start))
            matches += [match for slug in self._countries for match in _compared((slug,), runs, start)]
            for slugs in self._candidates(runs):
                matches += _compared(slugs, runs, start)
        return matches

    def _candidates(self, runs: Sequence[str]) -> list[tuple[str, str]]:
        """Return the cities that begin with the first word; of too many, those that begin with more words."""
        found: list[tuple[str, str]] = []
        for run in runs:
            found = self._known.cities(run, limit=PREFIX_MAX) or found
            if len(found) < PREFIX_MAX:
                break
        return found

    def _cities(self, words: Words, matches: list[_Match]) -> tuple[NamedLocality | None, list[NamedLocality]]:
        best = max(matches, key=_rank)
        words.take(best.start, best.length)
        is_one = best.quality > Quality.BEGINS and [_rank(match) for match in matches].count(_rank(best)) == 1
        alike = sorted(
            (match for match in matches if match.start == best.start or _rank(match) == _rank(best)), key=_rank
        )
        slugs = list(dict.fromkeys(match.slugs for match in reversed(alike)))[:SHOWN_MAX]
        shown = [locality for each in slugs if (locality := self._named(each))]
        if not is_one or not shown:
            return None, shown
        if len(best.slugs) == 1:
            return shown[0], [*shown, *self._cities_of(best.slugs[0])]
        street, streets = self._streets(words, shown[0])
        return (street or shown[0]), [*streets, *shown]

    def _none(self, country: str | None, *, has_words: bool) -> tuple[NamedLocality | None, list[NamedLocality]]:
        if country:
            found = self._named((country,))
            return found, [*([found] if found else []), *self._cities_of(country)]
        largest = sorted(self._countries.values(), key=lambda one: -one.listings)
        return None, [] if has_words else [NamedLocality((one.slug,), one.name, "", one.listings) for one in largest]

    def _streets(self, words: Words, city: NamedLocality) -> tuple[NamedLocality | None, list[NamedLocality]]:
        """Return the street that is meant, and those that the words that are left begin with."""
        country, slug = city.slugs
        for start, length, run in words.longest_runs():
            if run in FILLERS or not (found := self._known.streets(country, slug, run, limit=SHOWN_MAX - 1)):
                continue
            shown = [NamedLocality((*city.slugs, one.slug), one.name, f"{city.name}, {city.within}") for one in found]
            alike = [_quality(one.slug, run) or Quality.BEGINS for one in found]
            if max(alike) is Quality.BEGINS:
                words.begin_name(start, length)
                return None, shown
            words.take(start, length)
            is_one = alike.count(max(alike)) == 1
            return (shown[alike.index(max(alike))] if is_one else None), shown
        return None, []

    def _cities_of(self, country: str) -> list[NamedLocality]:
        name = self._countries[country].name
        found = self._known.cities_of(country, limit=SHOWN_MAX - 1)
        return [NamedLocality((country, city.slug), city.name, name, city.listings) for city in found]

    def _named(self, slugs: tuple[str, ...]) -> NamedLocality | None:
        country = self._countries.get(slugs[0])
        if country is None:
            return None
        if len(slugs) == 1:
            return NamedLocality(slugs, country.name, "", country.listings)
        city = self._known.city(*slugs)
        return NamedLocality(slugs, city.name, country.name, city.listings) if city else None


def _compared(slugs: tuple[str, ...], runs: Sequence[str], start: int) -> Iterator[_Match]:
    for length, run in enumerate(runs, 1):
        quality = _quality(slugs[-1], run)
        if quality and (quality is Quality.WHOLE or run not in FILLERS):
            yield _Match(length, quality, start, slugs)


def _quality(slug: str, run: str) -> Quality | None:
    name, _, digest = slug.rpartition("-x")
    if run == (name if len(digest) == DIGEST else slug):
        return Quality.WHOLE
    if slug.startswith(f"{run}-"):
        return Quality.WORDS
    return Quality.BEGINS if slug.startswith(run) else None


def _rank(match: _Match) -> tuple[int, Quality, int]:
    """More words are better than a better likeness; and a city than its country, as it can be filtered."""
    return match.length, match.quality, len(match.slugs)
