"""The use cases of sending: record an event for the webhooks that want it, and send what is due in order."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from unicorn_kit.moments import rfc3339
from web_service.domain.webhooks.cloud_event import CONTENT_TYPE, BusEvent, cloud_event
from web_service.domain.webhooks.delivery import Circuit, Delivery, Failure, lanes, pause
from web_service.domain.webhooks.signature import signed_headers
from web_service.domain.webhooks.webhook import EventType, Webhook
from web_service.ports.listings import ListingNotFound, Listings
from web_service.ports.webhooks import Deliveries, NotDelivered, Receiver, Run, WebhookNotFound, Webhooks

RESERVE = 20.0  # seconds before its time limit in which a run begins no attempt
MARGIN = timedelta(seconds=5)  # between the clocks of two senders
FAILURES_KEPT = 5
USER_AGENT = "unicorn-webhooks/1"


def record_event(
    event: BusEvent, *, listings: Listings, webhooks: Webhooks, deliveries: Deliveries, now: datetime
) -> Sequence[UUID]:
    """Let an event wait for the webhooks of the agent whose property it is about, and return those.

    Recording it again changes nothing. Raises StoreUnavailable.
    """
    try:
        agent = listings.get(event.property_id).agent
    except ListingNotFound:
        return ()
    wanting = webhooks.wanting(agent, EventType(event.event_type))
    for webhook_id in wanting:
        delivery = Delivery(
            webhook_id=webhook_id,
            event_id=event.event_id,
            event_type=event.event_type,
            source=event.source,
            property_id=event.property_id,
            sequence=event.sequence,
            occurred_at=event.occurred_at,
            recorded_at=now,
            due_at=now,
        )
        deliveries.record(delivery, cloud_event(event, time=rfc3339(event.occurred_at)))
    return wanting


class _Restarted(Exception):
    """Raised when a webhook was paused, goes on, or has another address: the run looks at everything anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Sends what waits for a webhook; `dead_letter` keeps what is given up in sight."""

    webhooks: Webhooks
    deliveries: Deliveries
    receiver: Receiver
    now: Callable[[], datetime]
    chance: Callable[[], float]  # of [0, 1)
    seconds_left: Callable[[], float]  # until the function is stopped
    dead_letter: Callable[[Delivery, str], None]

    def send(self, webhook_id: UUID, run_id: str) -> Run | None:
        """Send what is due, and return what was done; None if another sender is at work. Raises StoreUnavailable."""
        now = self.now()
        until = now + timedelta(seconds=self.seconds_left()) + MARGIN
        run = self.deliveries.begin(webhook_id, run_id, now=now, until=until)
        if run is None:
            return None
        try:
            self._send_until_nothing_is_due(run)
        except BaseException:
            with suppress(Exception):  # the lease ends by itself, and the next round goes on
                self.deliveries.end(run, due_at=self.now(), even_with_news=True)
            raise
        return run

    def _send_until_nothing_is_due(self, run: Run) -> None:
        while True:
            try:
                due_at = self._pass(self.webhooks.get(run.webhook_id), run)
            except WebhookNotFound:  # what waits for it expires
                self.deliveries.forget(run.webhook_id)
                return
            except _Restarted:
                continue
            if self.deliveries.end(run, due_at=due_at):
                return
            if self._is_late():  # what was recorded meanwhile is for the next round
                self.deliveries.end(run, due_at=self.now(), even_with_news=True)
                return

    def _pass(self, webhook: Webhook, run: Run) -> datetime | None:
        """Send what is due of each lane, and return when the next attempt is due; None if there is none."""
        if webhook.is_paused:
            return None
        run.circuit = run.circuit.since(webhook.restarts)
        if run.circuit.is_open(self.now()):
            return run.circuit.open_until
        waiting = lanes(each.since(webhook.restarts) for each in self.deliveries.waiting(run.webhook_id))
        left = [rest for lane in waiting if (rest := self._lane(lane, webhook, run))]
        if run.circuit.is_open(self.now()):
            left = [rest for lane in left if (rest := self._within_window(lane, webhook, run))]
        if not left:
            return None
        due_at = min(lane[0].due_at for lane in left)
        return max(due_at, run.circuit.open_until) if run.circuit.open_until else due_at

    def _lane(self, lane: list[Delivery], webhook: Webhook, run: Run) -> list[Delivery]:
        """Send a lane in its order until one fails or is not due, and return what is left of it."""
        for number, delivery in enumerate(lane):
            now = self.now()
            if delivery.due_at > now or run.circuit.is_open(now) or self._is_late():
                return lane[number:]
            failed = self._attempt(delivery, self._as_it_is_now(webhook), run)
            if failed:
                return [failed, *lane[number + 1 :]]
        return []

    def _as_it_is_now(self, webhook: Webhook) -> Webhook:
        """Return the webhook with the secrets of this moment. Raises WebhookNotFound and _Restarted."""
        now = self.webhooks.get(webhook.webhook_id)
        if now.is_paused or now.restarts != webhook.restarts:
            raise _Restarted
        return now

    def _attempt(self, delivery: Delivery, webhook: Webhook, run: Run) -> Delivery | None:
        """Send one event; return it with its next attempt if it is to be sent again."""
        body, at = self.deliveries.body(delivery).encode(), self.now()
        headers = {"Content-Type": CONTENT_TYPE, "User-Agent": USER_AGENT}
        headers |= signed_headers(delivery.event_id, body, at=at, secrets=webhook.secrets.at(at))
        try:
            self.receiver.post(webhook.url, headers, body)
        except NotDelivered as error:
            return self._failed(delivery, str(error), webhook, run)
        run.circuit = Circuit(restarts=webhook.restarts)
        self.deliveries.sent(delivery)
        run.sent.append(delivery)
        return None

    def _failed(self, delivery: Delivery, reason: str, webhook: Webhook, run: Run) -> Delivery | None:
        now = self.now()
        run.circuit = run.circuit.failed(now, self.chance())
        failure = Failure(at=now, event_id=delivery.event_id, event_type=delivery.event_type, reason=reason)
        run.failures[:] = [failure, *run.failures][:FAILURES_KEPT]
        if not delivery.is_in_window(now, webhook.restarted_at):
            self._give_up(delivery, reason, run)
            return None
        attempts = delivery.attempts + 1
        failed = replace(delivery, attempts=attempts, due_at=now + pause(attempts, self.chance()))
        self.deliveries.failed(failed)
        run.failed.append(failed)
        return failed

    def _within_window(self, lane: list[Delivery], webhook: Webhook, run: Run) -> list[Delivery]:
        """Return what of a lane is still to be tried at a receiver that keeps failing; the rest is given up."""
        kept = []
        for delivery in lane:
            if delivery.is_in_window(self.now(), webhook.restarted_at):
                kept.append(delivery)
            else:
                self._give_up(delivery, run.failures[0].reason, run)
        return kept

    def _give_up(self, delivery: Delivery, reason: str, run: Run) -> None:
        self.dead_letter(delivery, reason)  # first: what is given up is in sight
        self.deliveries.give_up(delivery, at=self.now())
        run.given_up.append(delivery)

    def _is_late(self) -> bool:
        return self.seconds_left() <= RESERVE
