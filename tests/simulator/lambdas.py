"""The shipped Lambda functions: each with its own environment, clients and clock; one may end at any call."""

import importlib
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from tests.simulator.kernel import Kernel, Killed
from tests.simulator.topology import Function, functions
from tests.simulator.wire import Wire

type Handler = Callable[[Any, Any], Any]

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class FunctionFailed(Exception):
    """Raised for an invocation that ended with an error; named as Lambda names it."""


@dataclass
class Frame:
    """One invocation, in its process."""

    function: Function
    request_id: str
    clients: dict[Any, Any]
    begun: float
    clock: float  # seconds that the context's clock is ahead
    is_killed: bool = False

    def is_over(self, now: float) -> bool:
        return self.is_killed or now - self.begun >= self.function.seconds


@dataclass
class Context:
    """What Lambda hands to a handler."""

    frame: Frame
    kernel: Kernel
    function_version: str = "$LATEST"
    memory_limit_in_mb: int = 512

    @property
    def aws_request_id(self) -> str:
        return self.frame.request_id

    @property
    def function_name(self) -> str:
        return self.frame.function.name

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:eu-west-1:000000000000:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        return int((self.frame.function.seconds - (self.kernel.now - self.frame.begun)) * 1000)


@dataclass
class Lambdas:
    """`skews` is what the clock of each context is ahead, in seconds."""

    kernel: Kernel
    skews: dict[str, float] = field(default_factory=dict)
    clients: dict[str, dict[Any, Any]] = field(default_factory=dict)  # of each function's environment
    invocations: int = 0
    crashes: int = 0
    wire: Wire = field(default_factory=Wire)
    observe: Callable[[str], None] = lambda _: None

    def invoke(self, name: str, event: Any, *, again: str | None = None) -> Any:
        """Run a function in the running process; `again` is the id of an invocation that is repeated.

        Raises FunctionFailed.
        """
        function, process = functions()[name], self.kernel.current
        assert process, "functions run in processes"
        self.invocations += 1
        clients, skew = self.clients.setdefault(name, {}), self.skews.get(function.context, 0.0)
        request_id = again or f"invocation-{self.invocations}"
        frame = Frame(function, request_id, clients, self.kernel.now, skew)
        process.frames.append(frame)
        try:
            result = entry_point(function.handler)(event, Context(frame, self.kernel))
        except Killed:
            if self.kernel.is_closing:
                raise
            self.crashes += 1
            self.clients.pop(name, None)
            raise FunctionFailed("Runtime.ExitError") from None
        except Exception as error:
            raise FunctionFailed(type(error).__name__) from error
        finally:
            process.frames.pop()
        return self.wire.cross(result)

    @property
    def frame(self) -> Frame:
        """The invocation that runs. Raises AttributeError and IndexError outside of any."""
        return self.kernel.current.frames[-1]  # type: ignore[no-any-return, union-attr]

    def now(self) -> datetime:
        """Return the time as the running function's clock shows it."""
        process = self.kernel.current
        skew = process.frames[-1].clock if process and process.frames else 0.0
        return START + timedelta(seconds=self.kernel.now + skew)


@cache
def handler(module: str) -> Handler:
    """Import a handler as Lambda does: with an environment that names a region and a log level."""
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
    found: Handler = importlib.import_module(module).handler
    return found


def entry_point(module: str) -> Handler:
    """Return a function's handler; while nothing is logged, without the wrapper that adds the context to log lines."""
    found = handler(module)
    inner: Handler | None = getattr(found, "__wrapped__", None)
    return inner if inner and not inner.__globals__["logger"].isEnabledFor(logging.ERROR) else found
