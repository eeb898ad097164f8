"""The items of the webhooks' table.

| item     | pk           | sk                  | contains |
|----------|--------------|---------------------|----|
| webhook  | WEBHOOK#<id> | WEBHOOK             | agent, address, types of events, secrets |
| state    | WEBHOOK#<id> | STATE               | `news`, the lease of the sender at work, circuit, failures, `due` |
| waiting  | WEBHOOK#<id> | WAITING#<event id>  | a delivery, and the body to send |
| seen     | WEBHOOK#<id> | SEEN#<event id>     | that the event was recorded |
| given up | WEBHOOK#<id> | GIVEN_UP#<event id> | a delivery that nobody took for a day |

The last three expire. Moments are milliseconds, as whole numbers.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from unicorn_kit.attributes import to_item, to_values
from web_service.domain.webhooks.delivery import Circuit, Delivery, Failure
from web_service.domain.webhooks.webhook import EventType, Secrets, Webhook

PREFIX, WEBHOOK, STATE = "WEBHOOK#", "WEBHOOK", "STATE"
WAITING, SEEN, GIVEN_UP = "WAITING#", "SEEN#", "GIVEN_UP#"
KEPT = timedelta(days=14)  # as long as a dead letter, and a pause
TRIED = timedelta(days=2)  # after a pause: somewhat longer than the window
DELIVERY = "sk, event_type, #source, property_id, #sequence, occurred_at, recorded_at, due_at, attempts, restarts"
NAMES = {"#source": "source", "#sequence": "sequence"}


def key(webhook_id: UUID, sk: str) -> dict[str, Any]:
    return {"pk": {"S": f"{PREFIX}{webhook_id}"}, "sk": {"S": sk}}


def id_of(item: Mapping[str, Any]) -> UUID:
    return UUID(item["pk"]["S"].removeprefix(PREFIX))


def webhook_item(webhook: Webhook) -> dict[str, Any]:
    secrets = webhook.secrets
    return key(webhook.webhook_id, WEBHOOK) | to_item(
        {
            "agent": webhook.agent,
            "created_at": number(webhook.created_at),
            "url": webhook.url,
            "event_types": [str(name) for name in webhook.event_types],
            "is_paused": webhook.is_paused,
            "version": webhook.version,
            "restarts": webhook.restarts,
            "restarted_at": None if webhook.restarted_at is None else number(webhook.restarted_at),
            "secret": secrets.current,
            "previous_secret": secrets.previous,
            "previous_until": None if secrets.previous_until is None else number(secrets.previous_until),
        }
    )


def to_webhook(item: Mapping[str, Any]) -> Webhook:
    given = to_values(item)
    until, restarted_at = given.get("previous_until"), given.get("restarted_at")
    secrets = Secrets(
        current=given["secret"],
        previous=given.get("previous_secret"),
        previous_until=None if until is None else moment(until),
    )
    return Webhook(
        webhook_id=id_of(item),
        agent=given["agent"],
        url=given["url"],
        event_types=tuple(map(EventType, given["event_types"])),
        secrets=secrets,
        created_at=moment(given["created_at"]),
        is_paused=given["is_paused"],
        version=given["version"],
        restarts=given.get("restarts", 0),
        restarted_at=None if restarted_at is None else moment(restarted_at),
    )


def waiting_item(delivery: Delivery, body: str) -> dict[str, Any]:
    return _delivery_item(delivery, WAITING, body, expiry(delivery.recorded_at + TRIED))


def given_up_item(delivery: Delivery, body: str, *, at: datetime) -> dict[str, Any]:
    return _delivery_item(delivery, GIVEN_UP, body, expiry(at))


def _delivery_item(delivery: Delivery, sk: str, body: str, expires_at: int) -> dict[str, Any]:
    return key(delivery.webhook_id, sk + delivery.event_id) | to_item(
        {
            "event_type": delivery.event_type,
            "source": delivery.source,
            "property_id": delivery.property_id,
            "sequence": delivery.sequence,
            "occurred_at": number(delivery.occurred_at),
            "recorded_at": number(delivery.recorded_at),
            "due_at": number(delivery.due_at),
            "attempts": delivery.attempts,
            "restarts": delivery.restarts,
            "body": body,
            "expires_at": expires_at,
        }
    )


def to_delivery(webhook_id: UUID, item: Mapping[str, Any]) -> Delivery:
    given = to_values(item)
    return Delivery(
        webhook_id=webhook_id,
        event_id=given["sk"].partition("#")[2],
        event_type=given["event_type"],
        source=given["source"],
        property_id=given["property_id"],
        sequence=given.get("sequence"),
        occurred_at=moment(given["occurred_at"]),
        recorded_at=moment(given["recorded_at"]),
        due_at=moment(given["due_at"]),
        attempts=given["attempts"],
        restarts=given.get("restarts", 0),
    )


def state_values(circuit: Circuit, failures: list[Failure]) -> dict[str, Any]:
    """Return the circuit and the failures as attributes of the state."""
    told = [
        {"at": number(each.at), "event_id": each.event_id, "event_type": each.event_type, "reason": each.reason}
        for each in failures
    ]
    open_until = 0 if circuit.open_until is None else number(circuit.open_until)
    state = {"in_a_row": circuit.failures, "open_until": open_until, "restarts": circuit.restarts}
    return to_item(state | {"failures": told})


def to_circuit(item: Mapping[str, Any]) -> Circuit:
    given = to_values({name: item[name] for name in ("in_a_row", "open_until", "restarts") if name in item})
    until = given.get("open_until")
    return Circuit(
        failures=given.get("in_a_row", 0),
        open_until=moment(until) if until else None,
        restarts=given.get("restarts", 0),
    )


def to_failures(item: Mapping[str, Any]) -> list[Failure]:
    found = to_values({"failures": item["failures"]})["failures"] if "failures" in item else []
    return [Failure(**each | {"at": moment(each["at"])}) for each in found]


def number(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def expiry(at: datetime) -> int:
    return int((at + KEPT).timestamp())
