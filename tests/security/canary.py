"""Marked names, tokens and secrets in simulated histories, and everything that is written of them elsewhere.

What a person or a program sends in confidence is marked on its way in. Whatever leaves the functions is kept by its
place: logs (with the traceback that Lambda logs of an error nobody caught), events, dead letters, discarded batches.
"""

import json
import traceback
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from typing import Any
from unittest.mock import patch
from uuid import UUID

import contracts_service.wiring
import properties_service.wiring
import web_service.telemetry
from web_service.api.viewings.secrets import secret_of
from web_service.domain.alerts.saved_search import digest_of
from web_service.handlers import search_api, viewings_api
from web_service.use_cases import alerts

from tests.simulator import boundary, people
from tests.simulator.api import ask
from tests.simulator.lambdas import FunctionFailed, Lambdas
from tests.simulator.queues import Queues
from tests.simulator.tables import Table
from tests.simulator.world import World

HOUR = 3600.0
SELLER, MAIL, KEY, FILE = "Zqseller", "zqmail@canary.example", "zqkey", "zqfile"
SEARCHER = "zqsearcher"
VISITOR = {"name": "Zqvera", "email": "zqvera@canary.example", "phone": "+99 0815 4712"}
CUSTOMER = {"name": "Zqcleo", "email": "zqcleo@canary.example", "phone": "+99 0815 4711", "text": "Is zqgarden there?"}
MARKS = {
    "a customer's name": CUSTOMER["name"],
    "a customer's e-mail address": CUSTOMER["email"],
    "a customer's phone number": CUSTOMER["phone"],
    "a customer's question": CUSTOMER["text"],
    "a visitor's name": VISITOR["name"],
    "a visitor's e-mail address": VISITOR["email"],
    "a visitor's phone number": VISITOR["phone"],
    "a searcher's e-mail address": SEARCHER,
    "a network address": "198.51.100.99",
    "a seller's name": SELLER,
    "an agent's name": "zqagent",
    "an e-mail address": MAIL,
    "a token": "zqtoken",
    "an Idempotency-Key": KEY,
    "a file's name": FILE,
    "an address as it was written": "Main Street",
    "a description": "lovely house",
    "the cursor key": "zqcursor",
    "a secret key": "zqsecret",
}
SECRETS = {"CURSOR_KEY": "zqcursor", "AWS_SECRET_ACCESS_KEY": "zqsecret", "AWS_SESSION_TOKEN": "zqtoken-of-a-role"}
LOGGERS = (contracts_service.wiring.logger, properties_service.wiring.logger, web_service.telemetry.logger)


@dataclass
class Canary:
    """What was written where; `tokens` are those of the workflow's tasks, `secrets` those of visitors' links."""

    written: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tokens: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)

    def found(self) -> set[tuple[str, str]]:
        """Return the places, each with what was found there."""
        marks = [*MARKS.items(), *(("a task token", token) for token in self.tokens)]
        marks += [("a link's secret", secret) for secret in self.secrets]
        texts = {place: "\n".join(lines) for place, lines in self.written.items()}
        return {(place, name) for place, text in texts.items() for name, mark in marks if mark in text}

    def look(self, world: World) -> None:
        """Keep the events and the discarded batches of a world at its end."""
        for event in world.buses.archive:
            self.written[event["detail-type"]].append(json.dumps(event))
        self.written["lines of the topic"] += world.notified
        discarded = [content for (bucket, _), content in world.storage.objects.items() if "Discarded" in bucket]
        self.written["discarded batches"] += [content.decode() for content in discarded]

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Mark what goes in, and keep what is logged and what becomes a dead letter; the boundary must be installed."""
        with ExitStack() as stack:
            for owner, name, value in self._swaps():
                stack.enter_context(patch.object(owner, name, value))
            log = StringIO()
            for logger in LOGGERS:
                stack.enter_context(patch.object(logger.registered_handler, "stream", log))
                logger.setLevel("INFO")  # as the templates set it; the boundary puts it back
            yield
        self.written["logs"] += log.getvalue().splitlines()

    def _swaps(self) -> list[tuple[Any, str, Any]]:
        invoke, send, given = Lambdas.invoke, Queues.send, boundary._Environment._given
        canary = self

        def marking(self: Lambdas, name: str, event: Any, *, again: str | None = None) -> Any:
            if "task_token" in event:
                canary.tokens.add(event["task_token"])
            try:
                return invoke(self, name, _marked(event), again=again)
            except FunctionFailed as error:
                canary.written["logs"] += traceback.format_exception(error.__cause__) if error.__cause__ else []
                raise

        def keeping(self: Queues, name: str, body: str, attributes: dict[str, str] | None = None) -> None:
            if self.queues[name].mapping is None:
                canary.written[f"letters of {name}"].append(body + json.dumps(attributes))
            send(self, name, body, attributes)

        return [
            (Lambdas, "invoke", marking),
            (Queues, "send", keeping),
            (boundary._Environment, "_given", lambda self: given(self) | SECRETS),
            (people, "seller", lambda step: f"{SELLER} {step.number}"),
            (people, "question", lambda _: CUSTOMER),
            (people, "visitor", lambda *_: VISITOR),
            (people, "searcher", lambda step: f"{SEARCHER}.{step.number}@canary.example"),
            (viewings_api, "secret_of", self._secret_of),
            (alerts, "digest_of", self._digest_of),
            (type(search_api.log), "_print", staticmethod(self._print)),
        ]

    def _secret_of(self, viewing_id: UUID, key: bytes) -> str:
        made = secret_of(viewing_id, key)
        self.secrets.add(made)
        return made

    def _digest_of(self, secret: str) -> str:
        """Keep the secret of a link in mails, which is compared by its digest."""
        self.secrets |= {secret} - {""}
        return digest_of(secret)

    def _print(self, level: str, message: str, extra: dict[str, Any]) -> None:
        self.written["logs"].append(json.dumps([level, message, extra], default=str))


def _marked(event: Any) -> Any:
    """Return a request with marks in what its caller sends in confidence; any other event as it is."""
    if "requestContext" not in event:
        return event
    headers = {"Authorization": "Bearer zqtoken", "Cookie": "zqtoken"}
    headers |= {name: KEY + value if name == "Idempotency-Key" else value for name, value in event["headers"].items()}
    context = event["requestContext"]
    context = context | {"identity": {"sourceIp": "198.51.100.99"}}
    claims = (context["authorizer"] or {}).get("claims")
    if claims:
        name = f"zqagent-{claims['cognito:username']}"
        context = context | {"authorizer": {"claims": claims | {"cognito:username": name, "email": MAIL}}}
    body = (event["body"] or "").replace("front.jpg", f"{FILE}.jpg").replace('"Seller ', f'"{SELLER} ')
    return event | {"headers": headers, "requestContext": context, "body": body or None}


def break_items(world: World) -> None:
    """Take each attribute of each kind of item away in turn, and read and change what is stored."""
    for table in world.tables.values():
        for key, item in _one_of_each_kind(table):
            for name in set(item) - set(table.key):
                table.write(key, {other: value for other, value in item.items() if other != name})
                _use(world)
                table.write(key, item)


def send_nonsense(world: World) -> None:
    for name, queue in world.queues.queues.items():
        if queue.mapping is not None:
            for body in _nonsense(world):
                world.queues.send(name, body)
    _use(world)


def _one_of_each_kind(table: Table) -> list[tuple[Any, dict[str, Any]]]:
    """Return an item for each set of attributes that the items of a table have."""
    return list({tuple(sorted(item)): (key, dict(item)) for key, item in table.items.items()}.values())


def _use(world: World) -> None:
    """Ask for everything that the homes of the histories may have, and let it all be handled."""
    home = f"/properties/{people.property_id(0)}"
    for who, api, method, path, body in [
        ("agent1", "contracts", "GET", "/contracts", None),
        ("agent1", "contracts", "PUT", "/contracts", {"property_id": people.property_id(0)}),
        ("agent1", "contracts", "POST", "/contracts", {"address": people.address(0), "seller_name": {SELLER: MAIL}}),
        ("agent1", "web", "GET", "/properties", None),
        ("agent1", "web", "POST", "/request_approval", {"property_id": people.property_id(0)}),
        ("agent1", "web", "GET", f"{home}/publication", None),
        ("agent1", "web", "POST", f"{home}/images", {"filename": FILE, "content_type": "image/jpeg", "size": MAIL}),
        (None, "web", "GET", home, None),
        (None, "web", "POST", f"{home}/enquiries", CUSTOMER),
        (None, "web", "POST", f"{home}/enquiries", CUSTOMER | {"email": CUSTOMER["text"]}),
        ("agent1", "web", "GET", "/agent/enquiries", None),
        ("agent1", "web", "POST", f"{home}/slots", {"starts_at": MAIL, "minutes": SELLER}),
        (None, "web", "GET", f"{home}/viewings", None),
        (None, "web", "POST", f"{home}/viewings", VISITOR | {"slot_id": VISITOR["email"]}),
        ("agent1", "web", "GET", "/agent/viewings", None),
        (None, "web", "POST", "/saved-searches", {"email": f"{SEARCHER}@canary.example", "search": SEARCHER}),
        (None, "web", "POST", "/saved-searches", {"email": f"{SEARCHER}@c.example", "search": "/search/usa/anytown"}),
        (None, "web", "GET", "/search/usa/anytown", None),
    ]:
        sent = partial(ask, world.lambdas, who, method, path, api=api, body=body, headers={"Idempotency-Key": "1"})
        world.kernel.spawn(sent)
    world.kernel.run(until=world.kernel.now + HOUR)


def _nonsense(world: World) -> Iterator[str]:
    """Yield messages that no consumer can read, with marks in them."""
    yield f"{SELLER} {MAIL}"
    yield json.dumps({"detail": {"seller_name": SELLER}})
    for event in {event["detail-type"]: event for event in world.buses.archive}.values():
        for name in event["detail"]:
            yield json.dumps(event | {"detail": event["detail"] | {name: {SELLER: MAIL}}})
