"""A region → a page of the cards in it, in the order of their geohashes.

The cells that a region is made of are read one after the other. What lies in the region as a whole is read on and on. A
cell at its edge has homes beside it as well, so it is divided until a few homes are expected in it, by how many there
were in what was read last.
"""

from typing import Any

from web_service.adapters.search.card_pages import Item, Read, card_of
from web_service.adapters.search.map_areas import geohash_of, spot
from web_service.domain.search.cards import Card, CardPage, Position
from web_service.domain.search.geohash import BITS, LETTERS, Cell, to_number, to_text
from web_service.domain.search.regions import Region

FEW = 2  # homes in a cell at the edge that is not divided further
READS_MAX = 60  # queries for one page


class MapSearch:
    def __init__(self, read: Read, region: Region, kind: str | None, limit: int) -> None:
        self._from, self._region, self._kind, self._limit = read, region, kind, limit
        self._found: list[tuple[Item, Card]] = []
        self._read = self._reads = 0
        self._apart = max(
            1.0, region.share * (1 << BITS) / limit
        )  # geohashes from one home to the next: of a full page
        self._begin = 0  # the first geohash that is not read yet, as a number
        self._start: Any = None  # the key in it to read behind, if some of it was read

    def page(self, after: Position | None) -> CardPage:
        if after:
            self._begin_behind(after)
        cells = [cell for letter in reversed(LETTERS) if self._is_left(cell := Cell.of_letter(letter))]
        while cells and len(self._found) <= self._limit:
            if self._reads == READS_MAX:
                return self._page(self._position(self._start))
            cell = cells.pop()
            is_whole = cell.bits == BITS or self._region.covers(cell.box)
            if not is_whole and cell.size > FEW * self._apart:
                cells += [half for half in reversed(cell.halves) if self._is_left(half)]
            elif self._read_some(cell, is_whole=is_whole):
                cells.append(cell)  # it has more
        return self._page(None)

    def _is_left(self, cell: Cell) -> bool:
        return cell.last >= self._begin and self._region.meets(cell.box)

    def _read_some(self, cell: Cell, *, is_whole: bool) -> bool:
        """Read of a cell, and return whether it has more."""
        begin = max(cell.first, self._begin)
        start = self._start if begin == self._begin else None
        wanted = self._limit + 1 - len(self._found)
        items, self._start = self._from(self._query(begin, cell.last), start, wanted if is_whole else 2 * FEW)
        self._reads += 1
        self._read += len(items)
        self._found += [(item, card) for item in items if self._shows(card := card_of(item))]
        self._begin = to_number(geohash_of(self._start["sk"]["S"])) if self._start else cell.last + 1
        self._expect(len(items), self._begin - begin + 1)
        return self._start is not None

    def _expect(self, homes: int, width: int) -> None:
        """Learn how near to each other homes are; where there are none, the more the longer that is."""
        self._apart = max(1.0, width / homes if homes else max(2.0 * width, 2 * self._apart))

    def _shows(self, card: Card) -> bool:
        return card.location is not None and self._region.contains(*card.location[:2])

    def _query(self, first: int, last: int) -> dict[str, Any]:
        low, high = spot(to_text(first), self._kind), spot(to_text(last), self._kind)
        values = {":area": low.area, ":low": low.sk, ":high": high.sk}
        return {
            "IndexName": "by_house",
            "KeyConditionExpression": "area = :area AND sk BETWEEN :low AND :high",
            "ExpressionAttributeValues": {name: {"S": value} for name, value in values.items()},
        }

    def _page(self, stopped: Position | None) -> CardPage:
        shown = self._found[: self._limit]
        more = len(self._found) > self._limit
        following = self._position(shown[-1][0]) if more else stopped
        return CardPage([card for _, card in shown], following, self._read)

    def _position(self, key: Item | None) -> Position:
        """Return the position behind a key, or before what is left, with how near to each other homes are there."""
        pk, sk = (key["pk"]["S"], key["sk"]["S"]) if key else ("", spot(to_text(self._begin), self._kind).sk)
        return Position(pk, sk, f"{self._apart:.0f}")

    def _begin_behind(self, after: Position) -> None:
        found = geohash_of(after.place)
        self._begin, self._apart = to_number(found), float(after.value)
        if after.property_id:
            area = spot(found, self._kind).area
            self._start = {"pk": {"S": after.property_id}, "sk": {"S": after.place}, "area": {"S": area}}
