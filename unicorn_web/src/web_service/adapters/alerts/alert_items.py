"""How saved searches are stored.

Addresses stand in this table alone, which has no stream and no backups: what expires or is removed here is gone.
A search has the attribute `locality` once it is confirmed, and `due` while a mail is due: each is in an index.

| pk             | sk               | what                                                                            |
|----------------|------------------|---------------------------------------------------------------------------------|
| SEARCH#id      | SEARCH           | a saved search, with its e-mail address; of its link's secret only a digest     |
| SEARCH#id      | NEW#property id  | a home that was found for it, and is to be mailed                               |
| SEARCH#id      | SENT#property id | a home that was mailed                                                          |
| ADDRESS#digest | ADDRESS          | how many searches an address has, and whether a mail waits for its answer       |
| LIMIT#name     | hour             | how many were saved; a network address stands there only as a keyed digest      |
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.attributes import to_item, to_values
from web_service.domain.alerts.saved_search import AddressBook, SavedSearch, SearchState
from web_service.ports.alerts import Candidate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

SEARCH, ADDRESS = "SEARCH", "ADDRESS"  # sort keys, and the starts of partition keys
NEW, SENT = "NEW#", "SENT#"
ASK, HOMES = "ASK", "HOMES"  # what is due: a mail that asks to confirm, a mail of homes


def search_key(search_id: UUID) -> dict[str, "Value"]:
    return {"pk": {"S": f"{SEARCH}#{search_id}"}, "sk": {"S": SEARCH}}


def home_key(search_id: UUID, kind: str, property_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": f"{SEARCH}#{search_id}"}, "sk": {"S": f"{kind}{property_id}"}}


def address_key(address: str) -> dict[str, "Value"]:
    return {"pk": {"S": f"{ADDRESS}#{address}"}, "sk": {"S": ADDRESS}}


def id_of(item: "Mapping[str, Any]") -> UUID:
    return UUID(item["pk"]["S"].removeprefix(f"{SEARCH}#"))


def new_search_item(search: SavedSearch) -> dict[str, "Value"]:
    """Return the item of a search that was saved just now: the mail that asks to confirm it is due."""
    return search_key(search.search_id) | to_item(
        {
            "email": search.email,
            "address": search.address,
            "search": search.search,
            "secret_digest": search.secret_digest,
            "search_state": search.state,
            "saved_at": number(search.saved_at),
            "expires_at": number(search.expires_at),
            "mailed_on": search.mailed_on,
            "news": search.news,
            "due": ASK,
            "due_at": number(search.saved_at),
        }
    )


def to_search(item: "Mapping[str, Any]") -> SavedSearch:
    found = to_values(item)
    return SavedSearch(
        search_id=id_of(item),
        email=found["email"],
        address=found["address"],
        search=found["search"],
        secret_digest=found["secret_digest"],
        state=SearchState(found["search_state"]),
        saved_at=moment(found["saved_at"]),
        expires_at=moment(found["expires_at"]),
        mailed_on=found["mailed_on"],
        news=int(found["news"]),
    )


def to_candidate(item: "Mapping[str, Any]") -> Candidate:
    return Candidate(id_of(item), item["search"]["S"], moment(item["expires_at"]["N"]))


def address_item(book: AddressBook) -> dict[str, "Value"]:
    """Return the item of an address; it is deleted with the last of what it counts."""
    ends = [*book.searches.values(), *([book.waits_until] if book.waits_until else [])]
    return address_key(book.address) | to_item(
        {
            "searches": {name: number(until) for name, until in book.searches.items()},
            "waits_until": number(book.waits_until) if book.waits_until else None,
            "waits_for": book.waits_for or None,
            "version": book.version,
            "expires_at": number(max(ends)),
        }
    )


def to_book(address: str, item: "Mapping[str, Any] | None") -> AddressBook:
    if item is None:
        return AddressBook(address=address, searches={})
    found = to_values(item)
    waits = found.get("waits_until")
    return AddressBook(
        address=address,
        searches={name: moment(until) for name, until in found["searches"].items()},
        waits_until=moment(waits) if waits else None,
        waits_for=found.get("waits_for", ""),
        version=int(found["version"]),
    )


def number(at: datetime) -> int:
    """Return a moment in seconds since 1970, as DynamoDB wants it for what is to expire."""
    return int(at.timestamp())


def moment(seconds: Any) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
