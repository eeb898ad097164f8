"""What agents and contexts may rely on: nothing acknowledged is lost, nothing stays behind, all agree in the end."""

from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus

from web_service.domain.listings.listing import ListingStatus

from tests.simulator.truth import STATUSES, Truth


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
        if truth.people.told.get(item["seller_name"]["S"], 0) == HTTPStatus.CONFLICT:
            yield f"contract {item['contract_id']['S']} was drafted, and its agent was told of a conflict"
    for viewing_id, viewing in truth.viewings.items():
        if truth.people.told[viewing.visitor.name] == HTTPStatus.CONFLICT:
            yield f"viewing {viewing_id} was booked, and its visitor was told of a conflict"


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
        if record["dynamodb"]["Keys"]["sk"]["S"] not in {"LISTING", "CONTRACT"}:
            continue
        image, key = record["dynamodb"].get("NewImage"), str(record["dynamodb"]["Keys"])
        if image is None:
            versions.pop(key, None)
        elif "version" in image:
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
