"""Entries of the feed as records of the RESO Common Format."""

from typing import TYPE_CHECKING, Any, cast

from unicorn_kit.moments import of_milliseconds, rfc3339
from web_service.domain.reso.media import media_records
from web_service.domain.reso.records import property_record

if TYPE_CHECKING:
    from web_service.api.reso import answers
    from web_service.domain.reso.feed import Entry

CONTEXT = "urn:reso:metadata:2.0:resource:property"


def feed_view(entries: "list[Entry]", next_link: str | None, images_url: str) -> "answers.ResoFeed":
    view: dict[str, Any] = {
        "@reso.context": CONTEXT,
        "value": [record(entry, images_url) for entry in entries],
    }
    return cast("answers.ResoFeed", view | ({"@odata.nextLink": next_link} if next_link else {}))


def record(entry: "Entry", images_url: str) -> dict[str, Any]:
    """Return the record of an entry; one of a listing that has left has its key, status and time alone."""
    changed = rfc3339(of_milliseconds(entry.number))
    if entry.found is None:
        return {
            "ListingKey": entry.property_id,
            "StandardStatus": entry.status,
            "ModificationTimestamp": changed,
        }
    return {
        **property_record(entry.property_id, entry.found),
        "ModificationTimestamp": changed,
        "OnMarketTimestamp": rfc3339(of_milliseconds(entry.found.since)),
        "Media": media_records(entry.property_id, entry.found, images_url),
    }
