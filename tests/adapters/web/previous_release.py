"""What the previous release wrote: it counted in the transaction, and had no cards in the areas of filters."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.search.localities import locality_key
from web_service.domain.listings.listing import Listing

from tests.adapters.web.agency import Agency

PLAIN = re.compile(r"C[0-3]#")
OF_A_BAND = re.compile(r"C[45]\.p")


class PreviousRelease:
    """Writes to an agency's table as the previous release did."""

    def __init__(self, agency: Agency) -> None:
        self.agency, self._db = agency, agency.dynamodb

    def publish(self, listing: Listing) -> Listing:
        shown: Listing = self._as_before(lambda: self.agency.publish(listing))
        for key in [key for key in self._db.items if key[0] == shown.property_id and key[1].startswith("C")]:
            if not PLAIN.match(key[1]):
                self._db._store(key, None)
        self._count(shown, 1)
        assert shown.public_version
        shown = replace(shown, public_version=replace(shown.public_version, is_filed=False, is_banded=False))
        self.agency.public[shown.property_id] = shown
        return shown

    def edit(self, listing: Listing) -> Listing:
        """Write a public listing again, as an edit of a draft does."""
        assert listing.public_version
        edited = replace(
            listing,
            version=listing.version + 1,
            public_version=replace(listing.public_version, is_filed=False, is_banded=False),
        )
        self._as_before(lambda: self._db.put_item(TableName="", Item=listing_item(edited)))
        self.agency.public[listing.property_id] = edited
        return edited

    def withdraw(self, listing: Listing) -> None:
        self._as_before(lambda: self.agency.withdraw(listing))
        self._count(listing, -1)

    def _as_before(self, write: Callable[[], Any]) -> Any:
        """Let the adapter write; then give the listing's item, and its records, the form of the previous release."""
        begin = len(self._db.stream)
        result = write()
        for record in self._db.stream[begin:]:
            new = record["dynamodb"].get("NewImage")
            if new:
                before = {name: value for name, value in new.items() if name != "counted_by"}
                if "live" in before:
                    live = before["live"]["M"]
                    before["live"] = {"M": {name: live[name] for name in live if name not in {"filed", "banded"}}}
                record["dynamodb"]["NewImage"] = before
                last = before
        records = list(self._db.stream)
        self._db._store((last["pk"]["S"], "LISTING"), last)
        self._db.stream = records
        return result

    def _count(self, listing: Listing, by: int) -> None:
        country, city, *_ = listing.property_id.split("/")
        own = self._add(locality_key(country, city), {"listings": by, f"in_{listing.price.currency}": by}, "Any")
        self._add(locality_key(None, country), {"listings": by, "cities": own}, "ANY")

    def _add(self, key: Any, more: dict[str, int], name: str) -> int:
        """Add to a locality's item; return the number of items more."""
        primary = (key["pk"]["S"], key["sk"]["S"])
        item = self._db.items.get(primary)
        counts = {n: int((item or {}).get(n, {"N": "0"})["N"]) + by for n, by in more.items()}
        after = (item or key | {"spelling": {"S": name}}) | {n: {"N": str(count)} for n, count in counts.items()}
        self._db._store(primary, after if counts["listings"] > 0 else None)
        return (counts["listings"] > 0) - (item is not None)


class BeforeBands:
    """Writes to an agency's table as the release did that had areas of filters, and no bands of prices."""

    def __init__(self, agency: Agency) -> None:
        self.agency, self._db = agency, agency.dynamodb

    def publish(self, listing: Listing) -> Listing:
        shown = self.agency.publish(listing)
        records = list(self._db.stream)
        for key in [key for key in self._db.items if key[0] == shown.property_id and OF_A_BAND.match(key[1])]:
            self._db._store(key, None)
        key = (shown.property_id, "LISTING")
        self._db._store(key, _without_bands(self._db.items[key]))
        for record in records:
            images = record["dynamodb"]
            images |= {name: _without_bands(images[name]) for name in ("OldImage", "NewImage") if name in images}
        self._db.stream = records
        assert shown.public_version
        shown = replace(shown, public_version=replace(shown.public_version, is_banded=False))
        self.agency.public[shown.property_id] = shown
        return shown


def _without_bands(item: dict[str, Any]) -> dict[str, Any]:
    if "live" not in item:
        return item
    live = {name: value for name, value in item["live"]["M"].items() if name != "banded"}
    return item | {"live": {"M": live}}
