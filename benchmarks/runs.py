"""One fresh process of one function → its figures."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from benchmarks.cases import Case
from benchmarks.functions import REGION

CHILD = Path(__file__).resolve().parent / "child.py"
LIMIT = 60  # seconds of one process: some are slow where the machine is busy, none takes so long by itself
CALLS = "/_calls"  # where the stand-in for AWS reports how many calls it has answered
WARM_UP = 20  # invocations before those that count
BATCHES, BATCH = 20, 5  # of batches the quickest counts; invocations in one
WARM_SECONDS = 3


class NotMeasured(Exception):
    """Raised when a function fails or answers something else than its case expects."""


class TimedOut(NotMeasured):
    """Raised when a function gives no answer within the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A handler to measure, with its package, environment and case."""

    package: Path
    module: str
    entry: str
    environment: Mapping[str, str]
    case: Case
    command: Sequence[str] = ()  # what runs it in place of the bare Python
    warm_up: int = WARM_UP


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    cold_wall_ns: int
    cold_cpu_ns: int  # from the import of the handler to its first answer
    process_cpu_ns: int  # from the start of the process
    modules: int
    peak_kib: int
    warm_cpu_ns: float = 0
    log_bytes: float = 0
    calls: float = 0


def run(subject: Subject, python: Path, endpoint: str, *, warm: bool = False) -> Figures:
    """Start the function in a process of its own. Raises NotMeasured, of which TimedOut is one kind."""
    config = {
        "package": str(subject.package),
        "module": subject.module,
        "entry": subject.entry,
        "event": subject.case.event,
        "warm_up": subject.warm_up if warm else 0,
        "batches": BATCHES if warm else 0,
        "batch": BATCH,
        "seconds": WARM_SECONDS,
        "calls": f"{endpoint}{CALLS}",
    }
    # The log goes to a file: Lambda's goes to a pipe that is always emptied, and both never make the process wait.
    with TemporaryFile("w+") as log, TemporaryFile("w+") as errors, TemporaryFile("w+") as figures:
        config["figures"] = figures.fileno()
        try:
            ended = subprocess.run(
                [*(subject.command or (python, "-P", CHILD)), json.dumps(config)],
                env=_environment(subject, endpoint),
                cwd=subject.package,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=errors,
                pass_fds=[figures.fileno()],
                timeout=LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired as hung:
            raise TimedOut(f"over its time limit of {LIMIT} s") from hung
        for file in (log, errors, figures):
            file.seek(0)
        written = figures.read()
        output = (log.read()[-2000:] + errors.read()[-4000:]).strip()
    if ended.returncode or not written:
        raise NotMeasured(f"failed (exit {ended.returncode}):\n{output}")
    return _figures(subject, json.loads(written), output)


def _figures(subject: Subject, figures: dict[str, Any], output: str) -> Figures:
    answer = figures.pop("answer")
    found = {member: (answer or {}).get(member) for member in subject.case.expect}
    if found != subject.case.expect:
        raise NotMeasured(f"answered {answer}, not {subject.case.expect}:\n{output}")
    calls = subject.case.calls
    if calls is not None and "calls" in figures and figures["calls"] != calls:
        raise NotMeasured(f"had {figures['calls']} calls of AWS answered a request, not {calls}:\n{output}")
    return Figures(**figures)


def _environment(subject: Subject, endpoint: str) -> dict[str, str]:
    """Return the variables that Lambda sets for a function, and none of this machine's."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "HOME": "/nonexistent",
        "PYTHONDONTWRITEBYTECODE": "1",  # Lambda's code folder is read-only
        "PYTHONHASHSEED": "0",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": subject.case.name,  # by which the stand-in for AWS knows whose call it is
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": "token" * 150,
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        "AWS_LAMBDA_FUNCTION_NAME": "bench",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/bench",
        "AWS_LAMBDA_LOG_STREAM_NAME": "bench",
        "LAMBDA_TASK_ROOT": str(subject.package),
        "_X_AMZN_TRACE_ID": "Root=1-65a1b2c3-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
    } | dict(subject.environment)
