"""How the contract-status table's items look.

| item        | pk                     | sk                  | holds                                              |
|-------------|------------------------|---------------------|----------------------------------------------------|
| contract    | PROPERTY#<property_id> | CONTRACT            | the newest fact about the property's contract      |
| publication | PROPERTY#<property_id> | PUBLICATION         | the last approval; the workflow's own task writes it |
| waiter      | PROPERTY#<property_id> | WAITER#<request_id> | a task token; the only one in the index `waiting`  |
| request     | REQUEST#<request_id>   | REQUEST             | whose execution it is, and on what its answer rests |
| verdict     | IMAGE#<key>            | VERDICT             | what moderation said of a picture                  |

The first three share a partition, so one consistent read shows everything that the sync function decides by.
Requests and verdicts carry `expires_at`, in seconds, for the table's time to live.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from properties_service.domain.approval import PropertyState, Publication, Waiter
from properties_service.domain.content import Label, Verdict
from properties_service.domain.contract_status import ContractFact, ContractStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

    type Item = Mapping[str, Value]

WAITING = "WAITING"  # the one partition of the sparse index of waiters


def contract_key(property_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": f"PROPERTY#{property_id}"}, "sk": {"S": "CONTRACT"}}


def publication_key(property_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": f"PROPERTY#{property_id}"}, "sk": {"S": "PUBLICATION"}}


def waiter_key(waiter: Waiter) -> dict[str, "Value"]:
    return {"pk": {"S": f"PROPERTY#{waiter.property_id}"}, "sk": {"S": f"WAITER#{waiter.request_id}"}}


def request_key(request_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": f"REQUEST#{request_id}"}, "sk": {"S": "REQUEST"}}


def verdict_key(key: str) -> dict[str, "Value"]:
    return {"pk": {"S": f"IMAGE#{key}"}, "sk": {"S": "VERDICT"}}


def contract_item(fact: ContractFact) -> dict[str, "Value"]:
    item: dict[str, Value] = contract_key(fact.property_id) | {
        "property_id": {"S": fact.property_id},
        "contract_status": {"S": fact.status},
        "as_of": {"S": fact.as_of.isoformat()},
        "event_id": {"S": fact.event_id},
    }
    if fact.contract_id is not None:
        item["contract_id"] = {"S": fact.contract_id}
    if fact.sequence is not None:
        item["sequence"] = {"N": str(fact.sequence)}
    return item


def to_contract(item: "Item") -> ContractFact:
    return ContractFact(
        property_id=item["property_id"]["S"],
        contract_id=item["contract_id"]["S"] if "contract_id" in item else None,
        status=ContractStatus(item["contract_status"]["S"]),
        as_of=datetime.fromisoformat(item["as_of"]["S"]),
        sequence=int(item["sequence"]["N"]) if "sequence" in item else None,
        event_id=item["event_id"]["S"],
    )


def waiter_item(waiter: Waiter) -> dict[str, "Value"]:
    return waiter_key(waiter) | {
        "property_id": {"S": waiter.property_id},
        "request_id": {"S": waiter.request_id},
        "task_token": {"S": waiter.token},
        "waiting": {"S": WAITING},
        "since": {"S": waiter.since.isoformat(timespec="milliseconds")},
    }


def to_waiter(item: "Item") -> Waiter:
    return Waiter(
        property_id=item["property_id"]["S"],
        request_id=item["request_id"]["S"],
        token=item["task_token"]["S"],
        since=datetime.fromisoformat(item["since"]["S"]),
    )


def publication_item(publication: Publication, published_at: datetime) -> dict[str, "Value"]:
    """Return the item as the workflow's own task writes it."""
    contract_id: Value = {"NULL": True} if publication.contract_id is None else {"S": publication.contract_id}
    return publication_key(publication.property_id) | {
        "property_id": {"S": publication.property_id},
        "request_id": {"S": publication.request_id},
        "contract_id": contract_id,
        "sequence": {"N": str(publication.sequence)},
        "correlation_id": {"S": publication.correlation_id},
        "published_at": {"S": published_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")},
    }


def to_publication(item: "Item") -> Publication:
    return Publication(
        property_id=item["property_id"]["S"],
        request_id=item["request_id"]["S"],
        contract_id=item.get("contract_id", {}).get("S"),  # NULL where an older system named none
        sequence=int(item["sequence"]["N"]),
        correlation_id=item["correlation_id"]["S"],
        revoked="revoked_at" in item,
    )


def to_state(property_id: str, items: "Iterable[Item]") -> PropertyState:
    contract, publication, waiters = None, None, []
    for item in items:
        kind = item["sk"]["S"]
        if kind == "CONTRACT":
            contract = to_contract(item)
        elif kind == "PUBLICATION":
            publication = to_publication(item)
        elif kind.startswith("WAITER#"):
            waiters.append(to_waiter(item))
    return PropertyState(property_id=property_id, contract=contract, publication=publication, waiters=tuple(waiters))


def verdict_item(verdict: Verdict, expires_at: int) -> dict[str, "Value"]:
    return verdict_key(verdict.key) | {
        "image_key": {"S": verdict.key},
        "labels": {"L": [label_value(label) for label in verdict.labels]},
        "least_confidence": {"N": str(verdict.least_confidence)},
        "expires_at": {"N": str(expires_at)},
    }


def label_value(label: Label) -> "Value":
    return {"M": {"name": {"S": label.name}, "confidence": {"N": str(label.confidence)}}}


def to_verdict(item: "Item") -> Verdict:
    labels = (label["M"] for label in item["labels"]["L"])
    return Verdict(
        key=item["image_key"]["S"],
        labels=tuple(Label(name=label["name"]["S"], confidence=float(label["confidence"]["N"])) for label in labels),
        least_confidence=float(item["least_confidence"]["N"]),
    )
