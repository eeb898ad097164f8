"""Let a day pass on this machine: what the clock does to contracts is seen without waiting for it."""

import json
from datetime import UTC, datetime, timedelta

from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.terminal.problems import Problem

FUNCTION = f"unicorn-{LOCAL}-contracts-expire-contracts"


def let_the_day_pass(cloud: Cloud) -> None:
    """Run the clock's function of a local system as tomorrow's schedule will. Raises Problem if it fails."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
    answer = cloud.functions.invoke(FunctionName=FUNCTION, Payload=json.dumps({"time": tomorrow}))
    if "FunctionError" in answer:
        raise Problem("Contracts whose last day is over could not be expired", "Look at the logs of " + FUNCTION)
