"""Saved searches in tables in memory, by the adapters that are shipped; mails go into an outbox."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from web_service import wiring
from web_service.adapters.alerts.alert_table import AlertTable
from web_service.adapters.alerts.homes import HomeTable
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.search.public_items import public_item
from web_service.api.alerts.links import links_of
from web_service.domain.alerts.mails import Mail
from web_service.domain.listings.listing import Listing
from web_service.handlers import send_alerts
from web_service.use_cases.alerts import Post

from tests.apigateway import LambdaContext
from tests.dynamodb import MemoryDynamoDB
from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import MONDAY

ALERTS, LISTINGS = "WebAlertsTable", "WebListingsTable"
SITE, KEY = "https://site.example", b"a key of this test"
SAVED = "/saved-searches"
EMAIL = "ada@example.com"
ANYTOWN = "/search/usa/anytown"
_LINK = re.compile(rf"{SITE}/alerts/([0-9a-f-]+)#(\S+)")
_HOME = re.compile(rf"{SITE}/properties/(\S+)")


class Table(MemoryDynamoDB):
    """The table of saved searches; receipts stand in another one, which no test here reads."""

    def transact_write_items(self, *, TransactItems: list[dict[str, Any]]) -> None:
        super().transact_write_items(TransactItems=[one for one in TransactItems if not _is_receipt(one)])


def _is_receipt(one: dict[str, Any]) -> bool:
    return "id" in one.get("Put", {}).get("Item", {})


class Outbox:
    """The port `Mailer`; `answers` are errors that the next calls raise, after the mail went out if it says so."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.answers: deque[Exception | None] = deque()
        self.is_delivered_anyway = False

    def send(self, mail: Mail) -> None:
        error = self.answers.popleft() if self.answers else None
        if error is None or self.is_delivered_anyway:
            self.mails.append(mail)
        if error is not None:
            raise error


@dataclass
class Market:
    """Homes, saved searches, and what was mailed; `now` is the time."""

    table: MemoryDynamoDB = field(default_factory=lambda: Table("unicorn_web", ALERTS))
    listings: MemoryDynamoDB = field(default_factory=lambda: MemoryDynamoDB("unicorn_web", LISTINGS))
    outbox: Outbox = field(default_factory=Outbox)
    now: datetime = MONDAY

    def put(self, *listings: Listing) -> None:
        """Store listings as they are, with what customers see of them."""
        for listing in listings:
            self.listings.put_item(TableName=LISTINGS, Item=dict(listing_item(listing)))
            key = {"pk": {"S": listing.property_id}, "sk": {"S": "PUBLIC"}}
            self.listings.delete_item(TableName=LISTINGS, Key=key)
            if listing.public_version:
                self.listings.put_item(TableName=LISTINGS, Item=dict(public_item(listing, listing.public_version)))

    def tell(self, *listings: Listing, **changes: Any) -> None:
        """Publish that the last requests for these listings were approved."""
        for listing in listings:
            assert listing.request
            detail = {
                "property_id": listing.property_id,
                "request_id": str(listing.request.request_id),
                "evaluation_result": "APPROVED",
            }
            event = {
                "source": "unicorn.properties",
                "detail-type": "PublicationEvaluationCompleted",
                "time": self.now.isoformat(),
                "detail": detail | changes,
            }
            invoke(event)

    def publish(self, *listings: Listing) -> None:
        self.put(*listings)
        self.tell(*listings)

    def send(self) -> dict[str, Any]:
        """Let the clock's run send today's mails."""
        return run({})

    def mails(self) -> list[Mail]:
        """Return the mails of homes that were sent since the last call."""
        found, self.outbox.mails = self.outbox.mails, []
        return [mail for mail in found if mail.unsubscribe]

    def mailed(self) -> list[list[str]]:
        """Return the homes of each of these mails."""
        return [homes_of(mail) for mail in self.mails()]

    def save(self, search: str = ANYTOWN, email: str = EMAIL) -> "Saved":
        """Save a search, and read the link in the mail."""
        answer = save(search, email)
        assert answer.status == 202, answer.body
        return Saved(self, answer.body["search_id"], link_of(self.outbox.mails[-1])[1])

    def confirmed(self, search: str = ANYTOWN, email: str = EMAIL) -> "Saved":
        saved = self.save(search, email)
        assert saved.ask("PUT", "/confirmation").status == 200
        return saved

    def items(self) -> Iterator[Any]:
        return iter(self.table.items.values())


@dataclass(frozen=True)
class Saved:
    market: Market
    search_id: str
    secret: str

    def ask(self, method: str, path: str = "", secret: str | None = None) -> Answer:
        sent = {"Saved-Search-Secret": self.secret if secret is None else secret}
        return ask(method, f"{SAVED}/{self.search_id}{path}", headers=sent, claims=None)

    def unsubscribe(self, secret: str | None = None) -> Answer:
        """Do what a mail program does."""
        path = f"{SAVED}/{self.search_id}/unsubscribe?secret={self.secret if secret is None else secret}"
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return ask("POST", path, "List-Unsubscribe=One-Click", headers=form, claims=None)


class Clocked(LambdaContext):
    """An invocation with some time left."""

    milliseconds = 900_000

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return Clocked.milliseconds


def run(asked: dict[str, Any]) -> dict[str, Any]:
    """Invoke the function as the clock does, or as `unicorn reconcile`."""
    return invoke({"reconcile": asked})


def invoke(event: dict[str, Any]) -> dict[str, Any]:
    context: Any = Clocked()
    return send_alerts.handler(event, context)


def save(search: str = ANYTOWN, email: str = EMAIL, caller: str = "198.51.100.1", **more: object) -> Answer:
    sent = {"X-Forwarded-For": f"{caller}, 203.0.113.1", "X-Forwarded-Prefix": "/api/web"}
    return ask("POST", SAVED, {"email": email, "search": search} | more, headers=sent, claims=None)


def link_of(mail: Mail) -> tuple[UUID, str]:
    found = _LINK.search(mail.text)
    assert found, mail.text
    return UUID(found[1]), found[2]


def homes_of(mail: Mail) -> list[str]:
    return _HOME.findall(mail.text)


def market_in_memory(patch: pytest.MonkeyPatch, now: Callable[[], datetime] | None = None) -> Market:
    market = Market()
    alerts: Any = AlertTable(market.table, ALERTS)  # type: ignore[arg-type]
    homes = HomeTable(market.listings, LISTINGS)  # type: ignore[arg-type]
    post = Post(mailer=market.outbox, links=lambda search: links_of(search, site=SITE, key=KEY))
    patch.setenv("CURSOR_KEY", KEY.decode())
    patch.setenv("REQUESTS_PER_ADDRESS", "10")
    patch.setattr(wiring, "saved_searches", lambda: alerts)
    patch.setattr(wiring, "homes", lambda: homes)
    patch.setattr(wiring, "post", lambda: post)
    patch.setattr(wiring, "now", now or (lambda: market.now))
    return market
