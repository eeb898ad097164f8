"""A sample of an event → input for `sam local invoke`, `sam remote invoke` and `aws events put-events`.

    python -m events.tools.wrap message events/samples/…json    the event that a queue passes to its function
    python -m events.tools.wrap entries events/samples/…json    the entries for PutEvents

A workflow takes the sample as it is. The commands for the output are printed on standard error.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

from events.tools.routes import Subscription, subscriptions
from events.tools.samples import Misnamed, Sample


def message(sample: Sample) -> dict[str, Any]:
    """Return the event with which a queue invokes a function: a batch of one message with the envelope."""
    record = {
        "messageId": str(uuid4()),
        "receiptHandle": "sample",
        "body": json.dumps(sample.envelope, ensure_ascii=False),
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-west-1:000000000000:sample",
        "awsRegion": "eu-west-1",
    }
    return {"Records": [record]}


def entries(sample: Sample, bus: str) -> list[dict[str, str]]:
    """Return the entries for PutEvents; the bus sets its own id and time."""
    envelope = sample.envelope
    entry = {
        "EventBusName": bus,
        "Source": envelope["source"],
        "DetailType": envelope["detail-type"],
        "Detail": json.dumps(envelope["detail"], ensure_ascii=False),
    }
    return [entry]


def readers(sample: Sample) -> list[Subscription]:
    """Return the subscriptions that receive the sample on the bus."""
    return [s for s in subscriptions() if s.source == sample.source and sample.detail_type in s.detail_types]


def advice(sample: Sample, form: str) -> str:
    if form == "entries":
        return "aws events put-events --entries file:///dev/stdin  # reads this from its standard input"
    return "\n".join(_invocation(sample, reader) for reader in readers(sample))


def _invocation(sample: Sample, reader: Subscription) -> str:
    command = f"sam remote invoke --stack-name unicorn-local-{reader.context} {reader.reader} --event-file"
    if reader.queue:
        return f"{command} -  # reads this from its standard input"
    return f"{command} {sample.path}  # a workflow takes the sample as it is"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m events.tools.wrap", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("form", choices=["message", "entries"])
    parser.add_argument("sample", type=Path)
    parser.add_argument("--bus", default="unicorn-local", help="name of the bus, for entries (default: %(default)s)")
    given = parser.parse_args(arguments)
    try:
        sample = Sample.at(given.sample)
        made: Any = message(sample) if given.form == "message" else entries(sample, given.bus)
    except (Misnamed, OSError, ValueError) as error:
        print(f"{given.sample}: {error}; take one of events/samples", file=sys.stderr)
        return 1
    print(json.dumps(made, indent=2, ensure_ascii=False))
    print(advice(sample, given.form), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
