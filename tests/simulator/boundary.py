"""Where the shipped code meets the outside: clients, the clock, chance, and the environment of a function.

The small AWS client is the shipped one, with its retries, down to the request that it would sign.
"""

import gc
import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch

import boto3
import botocore.config
import contracts_service.wiring
import properties_service.wiring
import web_service.telemetry
import web_service.wiring
from web_service.handlers import search_api

import unicorn_kernel.address
import unicorn_kernel.property_id
import unicorn_kit.aws.client
import unicorn_kit.clock
import unicorn_kit.ids
import unicorn_kit.transactions
from tests.simulator.aws import Aws, NoAnswerCame
from tests.simulator.errors import ServiceError
from tests.simulator.lambdas import Lambdas
from tests.simulator.mails import SesClient
from tests.simulator.photos import S3Client, process
from unicorn_kit.aws import retries
from unicorn_kit.aws.client import Client
from unicorn_kit.aws.errors import Exceptions, NoAnswer
from unicorn_kit.aws.services import SERVICES
from unicorn_kit.aws.wire import to_body

SPELLINGS = (  # pure functions of texts, of which a history has few
    (unicorn_kernel.address, "canonical_text"),
    (unicorn_kernel.property_id, "of_parts"),
)
WIRINGS: tuple[ModuleType, ...] = (contracts_service.wiring, properties_service.wiring, web_service.wiring)


EXCEPTIONS = Exceptions()  # of all clients: making a class takes long


class SimulatedClient(Client):
    """The shipped client, whose attempts reach the simulated AWS."""

    def __init__(self, service: str, *_: Any, **__: Any) -> None:
        self.exceptions = EXCEPTIONS
        self._service, self._name = SERVICES[service], service
        self._attempts, self._quota = retries.ATTEMPTS, retries.RetryQuota()

    def _attempt(self, operation: str, body: Any) -> dict[str, Any]:
        world, method = CURRENT.world, _method(operation)
        caller = world.lambdas.frame.function.name
        try:
            answer: dict[str, Any] = world.aws.call(caller, self._name, method, self._sent(body))
        except ServiceError as error:
            raise error.of(self.exceptions, operation) from None
        except NoAnswerCame as error:
            raise NoAnswer(str(error)) from None
        return answer

    def _sent(self, arguments: Any) -> Any:
        if self._name == "events":  # the moment of an entry becomes a number
            return json.loads(to_body(arguments))
        return CURRENT.world.lambdas.wire.cross(arguments, to_body)


@cache
def _method(operation: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in operation).lstrip("_")


class World(SimpleNamespace):
    """What the boundary needs of a world."""

    aws: Aws
    lambdas: Lambdas
    chance: random.Random


class CURRENT:
    """The world that runs; a process has one at a time."""

    world: Any = None


def _boto3_client(service: str, **_: Any) -> Any:
    kinds = {"s3": S3Client, "sesv2": SesClient}
    if service in kinds:
        return kinds[service](lambda *call: CURRENT.world.aws.call(CURRENT.world.lambdas.frame.function.name, *call))
    return SimulatedClient(service)


class _Environment:
    """`os.environ` of the running function."""

    def _given(self) -> dict[str, str]:
        variables: dict[str, str] = CURRENT.world.lambdas.frame.function.environment
        return variables

    def __getitem__(self, name: str) -> str:
        return self._given()[name]

    def get(self, name: str, default: str | None = None) -> str | None:
        return self._given().get(name, default)


class _VirtualDatetime(datetime):
    @classmethod
    def now(cls, tz: Any = None) -> Any:
        del tz
        return CURRENT.world.lambdas.now()


def _of_each_function(made: Callable[[], Any]) -> Callable[[], Any]:
    """Keep what a wiring makes in the environment of the function that runs, as a Lambda process does."""

    def once() -> Any:
        clients = CURRENT.world.lambdas.frame.clients
        try:
            return clients[made]
        except KeyError:
            return clients.setdefault(made, made())

    return once


def _clock() -> SimpleNamespace:
    return SimpleNamespace(
        sleep=_sleep,
        time_ns=lambda: int(CURRENT.world.lambdas.now().timestamp() * 1000) * 1_000_000,
        monotonic=time.monotonic,
    )


def _sleep(seconds: float) -> None:
    CURRENT.world.kernel.sleep(seconds)
    CURRENT.world.aws.check_deadline()


def _chance() -> SimpleNamespace:
    """Chance of the world that runs when it is asked."""
    return SimpleNamespace(random=_random, uniform=_uniform)


def _random() -> float:
    return float(CURRENT.world.chance.random())


def _uniform(low: float, high: float) -> float:
    return float(CURRENT.world.chance.uniform(low, high))


def _random_bytes(number: int) -> bytes:
    """Return bytes of which at most 16 are by chance: no two are ever the same."""
    return int(CURRENT.world.chance.getrandbits(8 * min(number, 16))).to_bytes(number)


@contextmanager
def installed() -> Iterator[None]:
    """Let the shipped code run in the world that is CURRENT."""
    outside = SimpleNamespace(environ=_Environment())
    clock, chance = _clock(), _chance()
    swaps: list[tuple[Any, str, Any]] = [
        (unicorn_kit.clock, "datetime", _VirtualDatetime),
        (unicorn_kit.ids, "time", clock),
        (unicorn_kit.ids, "urandom", _random_bytes),
        (unicorn_kit.transactions, "time", clock),
        (unicorn_kit.transactions, "random", chance),
        (unicorn_kit.aws.client, "time", clock),
        (unicorn_kit.aws.client, "urandom", _random_bytes),
        (unicorn_kit.aws.client, "wire", SimpleNamespace(to_body=lambda arguments: arguments)),
        (retries, "random", chance),
        (web_service.wiring, "time", clock),
        (search_api.log, "_print", lambda *_: None),
    ]
    for wiring in WIRINGS:
        swaps += [(wiring, "os", outside), (wiring, "connect", SimulatedClient)]
        swaps += [(wiring, name, _of_each_function(made.__wrapped__)) for name, made in _cached(wiring)]
    swaps += [(boto3, "client", _boto3_client), (botocore.config, "Config", SimpleNamespace)]
    for owner, name in SPELLINGS:
        swaps.append((owner, name, cache(getattr(owner, name))))
    swaps.append((web_service.wiring, "image_processor", lambda: SimpleNamespace(process=process)))
    loggers = [contracts_service.wiring.logger, properties_service.wiring.logger, web_service.telemetry.logger]
    with ExitStack() as stack:
        stack.enter_context(_garbage_collected_seldom())
        for owner, name, value in swaps:
            stack.enter_context(patch.object(owner, name, value))
        for logger in loggers:
            stack.callback(logger.setLevel, logger.log_level)
            logger.setLevel("CRITICAL")
        yield


@contextmanager
def _garbage_collected_seldom() -> Iterator[None]:
    """Leave what is there now out of the search for garbage: a quarter of a history's time goes into it otherwise."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(500_000, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _cached(wiring: ModuleType) -> list[tuple[str, Any]]:
    return [(name, made) for name, made in vars(wiring).items() if hasattr(made, "cache_clear")]
