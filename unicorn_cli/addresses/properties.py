"""Move the state of a home in Properties: its publication, and the end of the fact about its contract.

The publication is copied after the contract's fact has arrived under the new id. Its writing makes Properties compare
the two, so a contract that ended while the home moved takes it down. What stays under the old id is ended, with the
numbers it had: it approves nobody else's listing, and events that are replayed are older than it.
"""

from datetime import UTC, datetime
from typing import Any

from unicorn_cli.addresses.contracts import head_of, moved_to
from unicorn_cli.addresses.listings import listing_of, marker_of
from unicorn_cli.addresses.store import CannotMove, Item, Store, change, number, put, text

CONTRACT, PUBLICATION, WAITER, VERDICT = "CONTRACT", "PUBLICATION", "WAITER#", "VERDICT"


def state_of(store: Store, property_id: str) -> dict[str, Item]:
    """Return the items about a property by their sort keys."""
    return {item["sk"]["S"]: item for item in store.partition(store.properties, f"PROPERTY#{property_id}")}


def check_settled(store: Store, property_id: str) -> None:
    """Raise CannotMove unless Properties knows what Contracts has published last, and no workflow waits."""
    head, state = head_of(store, property_id), state_of(store, property_id)
    if any(sk.startswith(WAITER) for sk in state):
        raise CannotMove("a publication of it waits for its contract; run the command again when it is decided")
    fact = state.get(CONTRACT)
    if head is None and fact is not None:
        raise CannotMove("its contract is one of an older system; send that contract again under the new id")
    if head is not None and moved_to(head) is None and number(fact, "sequence") != number(head, "sequence"):
        raise CannotMove("an event of its contract is on its way; run the command again")


def has_arrived(store: Store, property_id: str) -> bool:
    """Whether Properties knows the newest fact about the property's contract; True if there is none."""
    head = head_of(store, property_id)
    if head is None or moved_to(head):
        return True
    return (number(state_of(store, property_id).get(CONTRACT), "sequence") or 0) >= (number(head, "sequence") or 0)


def move_state(store: Store, old: str, new: str) -> None:
    """Copy the publication to the new id, and end what stays under the old one, in one transaction."""
    state, head, marker = state_of(store, old), head_of(store, old), marker_of(store, old)
    fact, publication = state.get(CONTRACT), state.get(PUBLICATION)
    changes: list[Any] = []
    if marker and text(marker, "moved_to") == new and "settled" not in marker:
        if publication and not _is_of_another_home(store, publication, old):
            if PUBLICATION not in state_of(store, new):
                changes.append(put(store.properties, _publication(store, publication, new)))
            changes.append(_end_publication(store, publication, new))
        changes.append(_settle(store, marker))
    if fact and moved_to(head) == new and is_open(fact, head):
        changes.append(_end_contract(store, fact, new))
    if changes:
        store.write(changes)


def is_open(fact: Item | None, head: Item | None) -> bool:
    """Whether the fact is the last one that was published about a contract which has moved away, and not ended yet."""
    return fact is not None and "moved_to" not in fact and number(fact, "sequence") == number(head, "sequence")


def _is_of_another_home(store: Store, publication: Item, old: str) -> bool:
    """Whether the publication is that of a listing which has come under the old id since."""
    public = (listing_of(store, old) or {}).get("live", {}).get("M")
    return text(public, "request_id") == text(publication, "request_id")


def _settle(store: Store, marker: Item) -> Any:
    return change(
        store.listings, marker, "SET #settled = :yes", "#moved_to = :new", yes={"BOOL": True}, new=marker["moved_to"]
    )


def copy_verdict(store: Store, old_key: str, new_key: str) -> None:
    """Keep the moderation result of an image file, if it has one: moderation is paid for."""
    verdict = store.get(store.properties, f"IMAGE#{old_key}", VERDICT)
    if verdict:
        copy = verdict | {"pk": {"S": f"IMAGE#{new_key}"}, "image_key": {"S": new_key}}
        store.dynamodb.put_item(TableName=store.properties, Item=copy)


def _publication(store: Store, publication: Item, new: str) -> Item:
    """Return the publication under the new id; as not revoked if customers see it, so that it is compared again."""
    moved = publication | {"pk": {"S": f"PROPERTY#{new}"}, "property_id": {"S": new}}
    public = (listing_of(store, new) or {}).get("live", {}).get("M")
    if text(public, "request_id") == text(publication, "request_id"):
        moved.pop("revoked_at", None)
    return moved


def _end_publication(store: Store, publication: Item, new: str) -> Any:
    return change(
        store.properties,
        publication,
        "SET #moved_to = :new, #revoked_at = if_not_exists(#revoked_at, :now)",
        "#request_id = :request_id AND attribute_not_exists(#moved_to)",
        new={"S": new},
        now={"S": datetime.now(UTC).isoformat(timespec="milliseconds")},
        request_id=publication["request_id"],
    )


def _end_contract(store: Store, fact: Item, new: str) -> Any:
    return change(
        store.properties,
        fact,
        "SET #moved_to = :new, #contract_status = :ended",
        "#sequence = :sequence AND attribute_not_exists(#moved_to)",
        new={"S": new},
        ended={"S": "CANCELLED"},
        sequence=fact["sequence"],
    )
