"""Run the daily expiry of contracts on the local system now, instead of waiting for midnight."""

import json
from datetime import UTC, datetime, timedelta

from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.terminal.problems import Problem

FUNCTION = f"unicorn-{LOCAL}-contracts-expire-contracts"


def expire_contracts(cloud: Cloud) -> None:
    """Invoke the scheduled function with tomorrow's date. Raises Problem if it fails."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
    answer = cloud.client("lambda").invoke(FunctionName=FUNCTION, Payload=json.dumps({"time": tomorrow}))
    if "FunctionError" in answer:
        raise Problem("Expired contracts could not be closed", f"Read the logs of {FUNCTION}")
