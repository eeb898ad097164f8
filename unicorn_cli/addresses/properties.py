"""Move the state of a home in Properties: its publication, and the end of the fact about its contract.

The publication is copied after the contract's fact has arrived under the new id. Its writing makes Properties compare
the two, so a contract that ended while the home moved takes it down. What stays under the old id is ended, with the
numbers it had: it approves nobody else's listing, and events that are replayed are older than it.
"""

from datetime import UTC, datetime
from typing import Any

from unicorn_cli.addresses.contracts import head_of
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
    if head is not None and "moved_to" not in head and number(fact, "sequence") != number(head, "sequence"):
        raise CannotMove("an event of its contract is on its way; run the command again")


def has_arrived(store: Store, property_id: str) -> bool:
    """Whether Properties knows the newest fact about the property's contract; True if there is none."""
    head = head_of(store, property_id)
    if head is None or "moved_to" in head:
        return True
    return (number(state_of(store, property_id).get(CONTRACT), "sequence") or 0) >= (number(head, "sequence") or 0)


def move_state(store: Store, old: str, new: str) -> None:
    """Copy the publication to the new id, and end what stays under the old one, in one transaction."""
    state, target = state_of(store, old), state_of(store, new)
    fact, publication = state.get(CONTRACT), state.get(PUBLICATION)
    changes: list[Any] = []
    if publication and "moved_to" not in publication and text(marker_of(store, old), "moved_to") == new:
        if PUBLICATION not in target:
            changes.append(put(store.properties, _publication(store, publication, new)))
        changes.append(_end_publication(store, publication, new))
    if fact and "moved_to" not in fact and text(head_of(store, old), "moved_to") == new:
        changes.append(_end_contract(store, fact, new))
    if changes:
        store.write(changes)


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
