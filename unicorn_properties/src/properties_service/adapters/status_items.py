"""The items of the contract-status table; those of requests and verdicts are made in request_items.py.

| item        | pk                     | sk                   | contains                                              |
|-------------|------------------------|----------------------|-------------------------------------------------------|
| contract    | PROPERTY#<property_id> | CONTRACT             | the newest fact about the property's contract         |
| publication | PROPERTY#<property_id> | PUBLICATION          | the last approval, written by the workflow's own task |
| waiter      | PROPERTY#<property_id> | WAITER#<request_id>  | a task token that waits for the contract              |
| review      | PROPERTY#<property_id> | REVIEW#<request_id>  | a task token that waits for a person, the questions   |
| decision    | PROPERTY#<property_id> | DECIDED#<request_id> | a person's decision; the first one stands             |
| request     | REQUEST#<request_id>   | REQUEST              | the execution of the request, its findings            |
| verdict     | IMAGE#<key>            | VERDICT              | the moderation result of an image                     |

Contracts and waiters have `address_key` and `address_line`, a publication has `address_key`, if the address is known.
The first five share a partition, so that one consistent read returns the state that the sync function compares; the
items with a token are in the index `waiting`. The two that wait have keys of their own: a version that knows no reviews
would resume one as soon as the contract is approved. Decisions, requests and verdicts carry `expires_at`, in seconds,
for the table's time to live. Every form that was ever written is an example in tests/adapters/properties/stored; stored
items outlive the code that wrote them.
"""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from properties_service.domain.approval import PropertyState, Publication, Waiter
from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.home import Home
from properties_service.domain.reasons import Reason, ReasonCode
from properties_service.domain.review import Review, ReviewDecision, ReviewVerdict
from unicorn_kernel.sequences import DECISION_SEQUENCE_MAX
from unicorn_kit.attributes import to_item, to_values
from unicorn_kit.moments import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

    type Item = Mapping[str, Value]

WAITING = "WAITING"  # the one partition of the sparse index of waiters
REQUESTED = "requested"  # of a review: the event that asks a person was published
REVIEW, DECIDED = "REVIEW#", "DECIDED#"


def contract_key(property_id: str) -> dict[str, "Value"]:
    return key_of(f"PROPERTY#{property_id}", "CONTRACT")


def publication_key(property_id: str) -> dict[str, "Value"]:
    return key_of(f"PROPERTY#{property_id}", "PUBLICATION")


def waiter_key(waiter: Waiter) -> dict[str, "Value"]:
    kind = "WAITER#" if waiter.review is None else REVIEW
    return key_of(f"PROPERTY#{waiter.property_id}", f"{kind}{waiter.request_id}")


def decision_key(property_id: str, request_id: str) -> dict[str, "Value"]:
    return key_of(f"PROPERTY#{property_id}", f"{DECIDED}{request_id}")


def key_of(pk: str, sk: str) -> dict[str, "Value"]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def property_of(key: "Item") -> str | None:
    """Return the property in whose partition a key is; None in any other partition.

    Raises AttributeError, KeyError or TypeError for what is no key of the table.
    """
    kind, _, property_id = key["pk"]["S"].partition("#")
    return property_id if kind == "PROPERTY" else None


def contract_item(fact: ContractFact) -> dict[str, "Value"]:
    return contract_key(fact.property_id) | to_item(
        {
            "property_id": fact.property_id,
            "contract_id": fact.contract_id,
            "contract_status": fact.status,
            "as_of": fact.as_of.isoformat(),
            "sequence": fact.sequence,
            "event_id": fact.event_id,
            **_home_values(fact.home),
        }
    )


def to_contract(item: "Item") -> ContractFact:
    values = to_values(item)
    return ContractFact(
        property_id=values["property_id"],
        contract_id=values.get("contract_id"),
        status=ContractStatus(values["contract_status"]),
        as_of=datetime.fromisoformat(values["as_of"]),
        sequence=values.get("sequence"),
        event_id=values["event_id"],
        home=_home(item),
    )


def waiter_item(waiter: Waiter) -> dict[str, "Value"]:
    return waiter_key(waiter) | to_item(
        {
            "property_id": waiter.property_id,
            "request_id": waiter.request_id,
            "task_token": waiter.token,
            "waiting": WAITING,
            "since": moment_of(waiter.since),
            **_home_values(waiter.home),
            **(_review_values(waiter.review) if waiter.review else {}),
        }
    )


def _review_values(review: Review) -> dict[str, object]:
    return {
        "event_id": review.event_id,
        "questions": [asdict(question) for question in review.questions],
        "sequence": review.sequence,
        "correlation_id": review.correlation_id,
        "causation_id": review.causation_id,
        REQUESTED: review.is_requested or None,
    }


def to_waiter(item: "Item") -> Waiter:
    values = to_values(item)
    return Waiter(
        property_id=values["property_id"],
        request_id=values["request_id"],
        token=values["task_token"],
        since=datetime.fromisoformat(values["since"]),
        home=_home(item),
        review=_review(values) if values["sk"].startswith(REVIEW) else None,
    )


def _review(values: "Mapping[str, Any]") -> Review:
    return Review(
        event_id=values["event_id"],
        questions=tuple(Reason(**given | {"code": ReasonCode(given["code"])}) for given in values["questions"]),
        sequence=values["sequence"],
        correlation_id=values["correlation_id"],
        causation_id=values["causation_id"],
        is_requested=REQUESTED in values,
    )


def decision_item(decision: ReviewDecision, at: datetime, expires_at: int) -> dict[str, "Value"]:
    return decision_key(decision.property_id, decision.request_id) | to_item(
        {
            "property_id": decision.property_id,
            "request_id": decision.request_id,
            "verdict": decision.verdict,
            "comment": decision.comment,
            "recorded_at": moment_of(at),
            "expires_at": expires_at,
        }
    )


def to_decision(item: "Item") -> ReviewDecision:
    values = to_values(item)
    return ReviewDecision(
        property_id=values["property_id"],
        request_id=values["request_id"],
        verdict=ReviewVerdict(values["verdict"]),
        comment=values["comment"],
    )


def publication_item(publication: Publication, published_at: datetime) -> dict[str, "Value"]:
    """Return the item as the workflow's own task writes it, with NULL for a missing contract id."""
    item: dict[str, Value] = publication_key(publication.property_id) | to_item(
        {
            "property_id": publication.property_id,
            "request_id": publication.request_id,
            "contract_id": publication.contract_id,
            "sequence": publication.sequence,
            "correlation_id": publication.correlation_id,
            "published_at": rfc3339(published_at),
            "address_key": publication.home.key if publication.home else None,
        }
    )
    if publication.contract_id is None:
        item["contract_id"] = {"NULL": True}
    return item


def to_publication(item: "Item") -> Publication:
    values = to_values(item)
    return Publication(
        property_id=values["property_id"],
        request_id=values["request_id"],
        contract_id=item.get("contract_id", {}).get("S"),  # NULL from older systems, which name none
        sequence=min(values["sequence"], DECISION_SEQUENCE_MAX - 1),  # so that its revocation can be published
        correlation_id=values["correlation_id"],
        revoked="revoked_at" in values,
        home=_home(item),
    )


def to_state(property_id: str, items: "Iterable[Item]") -> PropertyState:
    contract, publication, waiters, decisions = None, None, [], []
    for item in items:
        kind = item["sk"]["S"]
        if kind == "CONTRACT":
            contract = to_contract(item)
        elif kind == "PUBLICATION":
            publication = to_publication(item)
        elif kind.startswith(("WAITER#", REVIEW)):
            waiters.append(to_waiter(item))
        elif kind.startswith(DECIDED):
            decisions.append(to_decision(item))
    return PropertyState(
        property_id=property_id,
        contract=contract,
        publication=publication,
        waiters=tuple(waiters),
        decisions=tuple(decisions),
    )


def to_seen_state(property_id: str, items: "Iterable[Item]") -> PropertyState | None:
    """Return the state that the items show; None if one of them cannot be read."""
    try:
        return to_state(property_id, items)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _home_values(home: Home | None) -> dict[str, str | None]:
    return {"address_key": home.key, "address_line": home.line} if home else {}


def _home(item: "Item") -> Home | None:
    key = item.get("address_key", {}).get("S")  # not in items of earlier versions; NULL from a workflow without it
    return Home(key=key, line=item.get("address_line", {}).get("S")) if key else None


def moment_of(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
