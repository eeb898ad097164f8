"""What holds after every history, once all that can be delivered is delivered: docs/guarantees.md lists these texts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import pairwise
from typing import Any

from web_service.domain.images.keys import master_key
from web_service.domain.listings.listing import ListingStatus

from tests.simulator.truth import STATUSES, Truth

type Check = Callable[[Truth], Iterator[str]]


def no_listing_is_public_without_an_approved_contract(truth: Truth) -> Iterator[str]:
    """No listing is public without an approved contract for its address."""
    for property_id, shown in truth.public.items():
        contract = truth.active.get(property_id)
        if not truth.is_approved(property_id):
            yield f"{property_id} is public, and its contract is {contract.status if contract else 'ended or none'}"
        elif contract and contract.address.number != shown["number"]:
            yield f"{property_id} is public, and its contract is about another address"


def what_is_shown_passed_its_evaluation(truth: Truth) -> Iterator[str]:
    """Every public listing shows exactly what was asked to be evaluated, and that evaluation was passed."""
    asked = {event["detail"]["request_id"]: event["detail"] for event in truth.events("PublicationApprovalRequested")}
    passed = {
        event["detail"]["request_id"]
        for event in truth.events("PublicationEvaluationCompleted")
        if event["detail"]["evaluation_result"] == "APPROVED"
    }
    for property_id, shown in truth.public.items():
        listing = truth.listings.get(property_id)
        request = str(listing.public_version.request_id) if listing and listing.public_version else None
        if request not in passed or request not in asked:
            yield f"{property_id} is public for request {request}, which has passed no evaluation"
        elif _content(shown, property_id) != _evaluated(asked[request]):
            yield f"{property_id} shows {_content(shown, property_id)}, and {_evaluated(asked[request])} was evaluated"


def nothing_acknowledged_is_lost(truth: Truth) -> Iterator[str]:
    """Every request that was answered with a success has had its effect, and its event was published."""
    published = {
        (event["detail"]["contract_id"], event["detail"]["contract_status"])
        for event in truth.events("ContractStatusChanged")
    }
    asked = {event["detail"]["request_id"] for event in truth.events("PublicationApprovalRequested")}
    for done in truth.acknowledged:
        body = done.body if isinstance(done.body, dict) else {}
        if done.action == "request_approval" and body["request_id"] not in asked:
            yield f"request {body['request_id']} was accepted, and never published"
        if "contract_id" not in body:
            continue
        moved = (body["contract_id"], body["contract_status"])
        if body["contract_id"] not in truth.contracts:
            yield f"contract {moved[0]} was acknowledged, and is not there"
        elif moved not in published:
            yield f"contract {moved[0]} was {moved[1]}, and nobody was told"


def a_key_has_one_effect(truth: Truth) -> Iterator[str]:
    """A request that is sent again with its Idempotency-Key is never refused because of its own effect."""
    firsts = [item for at, item in truth.world.tables["ContractsTable"].items.items() if at[1] == "CHANGE#000001"]
    for item in firsts:
        if truth.people.drafts.get(item["seller_name"]["S"], 0) == HTTPStatus.CONFLICT:
            yield f"contract {item['contract_id']['S']} was drafted, and its agent was told of a conflict"


def every_fact_is_published(truth: Truth) -> Iterator[str]:
    """Every committed status of a contract and every committed request has its event on the bus, none left out."""
    yield from _unpublished_statuses(truth)
    asked = {event["detail"]["request_id"] for event in truth.events("PublicationApprovalRequested")}
    for listing in truth.listings.values():
        if listing.request and str(listing.request.request_id) not in asked:
            yield f"request {listing.request.request_id} of {listing.property_id} was never published"


def _unpublished_statuses(truth: Truth) -> Iterator[str]:
    numbers: dict[str, set[int]] = defaultdict(set)
    for event in truth.events("ContractStatusChanged"):
        numbers[event["detail"]["property_id"]].add(event["detail"]["metadata"]["sequence"])
    for item in truth.world.tables["ContractsTable"].items.values():
        if item["sk"]["S"] == "HEAD":
            property_id, last = item["property_id"]["S"], int(item["sequence"]["N"])
            if numbers[property_id] != set(range(1, last + 1)):
                yield f"{property_id} has {last} facts about its contracts, published {sorted(numbers[property_id])}"


def nothing_is_stuck(truth: Truth) -> Iterator[str]:
    """A request waits only while its contract is a draft; no message, record or execution stays behind."""
    yield from _pending_without_a_reason(truth)
    for queue in truth.world.queues.queues.values():
        if queue.mapping and queue.messages:
            yield f"{queue.name} has {len(queue.messages)} messages"
    if not truth.world.streams.is_quiet:
        yield "a stream still has records"
    tokens = len(truth.world.machines.waiting)
    running = [found for found in truth.world.machines.executions if found.status == "RUNNING"]
    if len(running) > tokens:
        yield f"{len(running)} executions run, and {tokens} of them wait for a contract"


def _pending_without_a_reason(truth: Truth) -> Iterator[str]:
    waiting = {
        item["request_id"]["S"]
        for item in truth.world.tables[STATUSES].items.values()
        if item["sk"]["S"].startswith("WAITER#") and item["task_token"]["S"] in truth.world.machines.waiting
    }
    for listing in truth.listings.values():
        if listing.status is ListingStatus.PENDING and listing.request:
            contract, request = truth.active.get(listing.property_id), str(listing.request.request_id)
            if request not in waiting or not contract or contract.status != "DRAFT":
                status = contract.status if contract else "ended or none"
                yield f"{listing.property_id} is pending, and its contract is {status}"


def no_ghost_is_left(truth: Truth) -> Iterator[str]:
    """Nothing is shown, found or counted of a listing that is not public, and no waiter without an execution."""
    public = {listing.property_id for listing in truth.listings.values() if listing.public_version}
    if set(truth.public) != public:
        yield f"{sorted(truth.public)} can be read, and {sorted(public)} are public"
    for item in truth.world.tables[STATUSES].items.values():
        if item["sk"]["S"].startswith("WAITER#") and item["task_token"]["S"] not in truth.world.machines.waiting:
            yield f"{item['sk']['S']} waits with a token that nobody takes"


def read_models_equal_the_truth(truth: Truth) -> Iterator[str]:
    """Searches find exactly the public listings, and the counts of places equal them."""
    public = sorted(listing.property_id for listing in truth.listings.values() if listing.public_version)
    if truth.found != public:
        yield f"a search finds {truth.found}, and {public} are public"
    counted = truth.cities.get("anytown", 0)
    if counted != len(public):
        yield f"{counted} listings are counted in the city, and {len(public)} are public"


def one_evaluation_is_effective(truth: Truth) -> Iterator[str]:
    """A request is decided at most once, however often it is evaluated."""
    decided: Counter[str] = Counter()
    for record in truth.world.changes:
        before, after = record["dynamodb"].get("OldImage"), record["dynamodb"].get("NewImage")
        if before and after and after["sk"]["S"] == "LISTING" and _status(before) == "PENDING":
            request = before["request"]["M"]["request_id"]["S"]
            decided[request] += _status(after) in {"APPROVED", "DECLINED"}
    for request, times in decided.items():
        if times > 1:
            yield f"request {request} was decided {times} times"


def histories_are_in_order(truth: Truth) -> Iterator[str]:
    """The entries of a listing's histories are never earlier than those before them."""
    for listing in truth.listings.values():
        for before, after in pairwise(listing.status_history):
            if after.at < before.at:
                yield f"{listing.property_id} became {after.status} before it became {before.status}"


def acknowledged_requests_are_never_undone(truth: Truth) -> Iterator[str]:
    """Versions only rise: what an answer showed is never replaced by something older."""
    yield from _versions_that_fell(truth)
    for done in truth.acknowledged:
        body = done.body if isinstance(done.body, dict) else {}
        contract = truth.contracts.get(body.get("contract_id", ""))
        if contract and contract.version < body["version"]:
            yield f"contract {contract.contract_id} is older than an answer showed it"


def _versions_that_fell(truth: Truth) -> Iterator[str]:
    versions: dict[str, int] = {}
    for record in truth.world.changes:
        image = record["dynamodb"].get("NewImage")
        key = str(record["dynamodb"]["Keys"])
        if image is None:
            versions.pop(key, None)
        elif image["sk"]["S"] in {"LISTING", "CONTRACT"} and "version" in image:
            version = int(image["version"]["N"])
            if version <= versions.get(key, 0):
                yield f"{key} went from version {versions[key]} to {version}"
            versions[key] = version


def contexts_agree(truth: Truth) -> Iterator[str]:
    """Properties knows the last status of every contract, and has revoked what has no approved one any more."""
    for item in truth.world.tables["ContractsTable"].items.values():
        if item["sk"]["S"] != "HEAD":
            continue
        property_id, status = item["property_id"]["S"], item["contract_status"]["S"]
        known = truth.world.tables[STATUSES].items.get((f"PROPERTY#{property_id}", "CONTRACT"))
        if not known or known["contract_status"]["S"] != status:
            yield f"Properties believes that {property_id} is {known and known['contract_status']}, and it is {status}"
        publication = truth.world.tables[STATUSES].items.get((f"PROPERTY#{property_id}", "PUBLICATION"))
        if publication and "revoked_at" not in publication:
            contract = truth.active.get(property_id)
            rests_on = publication["contract_id"].get("S") or (contract and str(contract.contract_id))
            if not truth.is_approved(property_id) or (contract and rests_on != str(contract.contract_id)):
                yield f"the publication of {property_id} was not revoked"


def no_letter_is_left(truth: Truth) -> Iterator[str]:
    """After redrive no dead letter is left, and no stream has dropped a record that nobody handled."""
    for queue in truth.world.queues.queues.values():
        if not queue.mapping and queue.messages:
            bodies = [message.body[:200] for message in queue.messages.values()]
            yield f"{queue.name} has {len(bodies)} letters: {bodies[0]}"
    if truth.world.streams.trimmed:
        yield f"streams have dropped {len(truth.world.streams.trimmed)} records"


INVARIANTS: tuple[Check, ...] = (
    no_listing_is_public_without_an_approved_contract,
    what_is_shown_passed_its_evaluation,
    nothing_acknowledged_is_lost,
    a_key_has_one_effect,
    every_fact_is_published,
    nothing_is_stuck,
    no_ghost_is_left,
    read_models_equal_the_truth,
    one_evaluation_is_effective,
    histories_are_in_order,
    acknowledged_requests_are_never_undone,
    contexts_agree,
    no_letter_is_left,
)


def violations(truth: Truth) -> list[str]:
    """Return what does not hold, in words."""
    return [f"{check.__name__}: {problem}" for check in INVARIANTS for problem in check(truth)]


def _content(shown: dict[str, Any], property_id: str) -> tuple[Any, ...]:
    images = [master_key(property_id, image["image_id"]) for image in shown["images"]]
    return shown["description"], float(shown["listprice"]), shown["contract"], images


def _evaluated(asked: dict[str, Any]) -> tuple[Any, ...]:
    return asked["description"], float(asked["listprice"]), asked["contract"], asked["images"]


def _status(image: dict[str, Any]) -> str:
    return str(image["listing_status"]["S"])
