"""Stands in for Lambda's runtime: imports one handler and calls it, in a process of its own.

Run as `python -P child.py CONFIG`; CONFIG is JSON, the figures are written as JSON to the file descriptor it names.
Only the standard library is at hand, and only what Lambda's own runtime has imported before the handler is.
"""

from __future__ import annotations  # annotations cost nothing here: `typing` is not imported for them

import json
import os
import sys
import time
from importlib import import_module
from itertools import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

PRELOADED = ("decimal", "enum", "logging", "traceback")  # by Lambda's runtime, before the handler


class Context:
    function_name = "bench"
    function_version = "$LATEST"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:us-east-1:000000000000:function:bench"
    log_group_name = "/aws/lambda/bench"
    log_stream_name = "bench"
    identity = None
    client_context = None
    tenant_id = None

    def __init__(self, number: int) -> None:
        self.aws_request_id = f"00000000-0000-4000-8000-{number:012}"

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


def now() -> tuple[int, int]:
    return time.perf_counter_ns(), time.process_time_ns()


def peak_kib() -> int:
    with open("/proc/self/status") as status:  # noqa: PTH123 - pathlib is not imported for it
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def log_bytes() -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    return os.fstat(1).st_size + os.fstat(2).st_size


def main(config: dict[str, Any]) -> None:
    list(map(import_module, PRELOADED))
    sys.path.insert(0, config["package"])
    known, event = len(sys.modules), json.dumps(config["event"])
    wall, cpu = now()
    handler = getattr(import_module(config["module"]), config["entry"])
    numbers = count()

    def invoke() -> str:
        return json.dumps(handler(json.loads(event), Context(next(numbers))), default=str)

    answer = invoke()
    wall_after, cpu_after = now()
    figures: dict[str, Any] = {
        "cold_wall_ns": wall_after - wall,
        "cold_cpu_ns": cpu_after - cpu,
        "process_cpu_ns": cpu_after,  # with the start of the interpreter
        "modules": len(sys.modules) - known,
        "peak_kib": peak_kib(),
    }
    if config["batches"]:
        figures |= warm(invoke, config)
        answer = invoke()
    figures["answer"] = json.loads(answer)
    with os.fdopen(config["figures"], "w") as target:
        json.dump(figures, target)
    sys.stdout.flush()
    os._exit(0)  # like Lambda, which freezes a process and never ends it properly


def warm(invoke: Callable[[], str], config: dict[str, Any]) -> dict[str, float]:
    """Invoke until the batches are done or the time is over, of which the first quarter is for warming up."""
    began = time.monotonic()
    for _ in range(config["warm_up"]):
        invoke()
        if time.monotonic() - began > config["seconds"] / 4:
            break
    logged, before, spent = log_bytes(), calls(config), []
    for _ in range(config["batches"]):
        _, cpu = now()
        for _ in range(config["batch"]):
            invoke()
        spent.append((now()[1] - cpu) / config["batch"])
        if time.monotonic() - began > config["seconds"]:
            break
    invocations = len(spent) * config["batch"]
    return {
        "warm_cpu_ns": min(spent),  # what disturbs a batch only ever adds to it
        "log_bytes": (log_bytes() - logged) / invocations,
        "calls": (calls(config) - before) / invocations,
    }


def calls(config: dict[str, Any]) -> int:
    """Return how many calls the stand-in for AWS has answered."""
    from urllib.request import urlopen  # noqa: PLC0415 - only after the cold start was measured

    with urlopen(config["calls"]) as answer:
        return int(answer.read())


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
