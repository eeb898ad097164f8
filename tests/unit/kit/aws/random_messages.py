"""Random events, queue messages and answers to workflows."""

import json
import random
import string
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.unit.kit.aws.random_values import Names, number, some, text


def put_events(chance: random.Random, names: Names) -> dict[str, Any]:
    count = 11 if chance.random() < 0.05 else chance.randint(0 if chance.random() < 0.05 else 1, 4)
    return {"Entries": [_entry(chance, names) for _ in range(count)]}


def _entry(chance: random.Random, names: Names) -> dict[str, Any]:
    detail = chance.choices([json.dumps({"note": text(chance)}), "{}", "[]", "no JSON", ""], [8, 2, 1, 1, 1])[0]
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=chance.randint(0, 10**14))
    whole = {
        "EventBusName": names.bus if chance.random() < 0.9 else f"{names.bus}.none",
        "Source": chance.choice(["unicorn.web", "unicorn.wéb", ""]),
        "DetailType": "ContractStatusChanged",
        "Detail": detail,
        "Time": moment.astimezone() if chance.random() < 0.3 else moment,
        "Resources": [text(chance)],
    }
    return {name: given for name, given in whole.items() if chance.random() < 0.9}


def send(chance: random.Random, names: Names) -> dict[str, Any]:
    queue = chance.choices([names.queue, names.fifo, f"{names.queue}-none"], [6, 2, 1])[0]
    return {"QueueUrl": queue} | _message(chance)


def _message(chance: random.Random) -> dict[str, Any]:
    bodies = [json.dumps({"reason": text(chance)}), text(chance), "", "\x00", "x" * 1_048_577]
    attribute = chance.choice(
        [
            {"DataType": "String", "StringValue": text(chance)},
            {"DataType": "Binary", "BinaryValue": chance.randbytes(5)},
            {"DataType": "Number", "StringValue": number(chance)},
            {"DataType": "None", "StringValue": "x"},
        ]
    )
    options = some(
        chance,
        MessageAttributes=[{"reason": attribute}, {}],
        DelaySeconds=[0, 5, 901],
        MessageGroupId=["group"],
        MessageDeduplicationId=["".join(chance.choices(string.ascii_letters, k=8))],
    )
    return {"MessageBody": chance.choices(bodies, [20, 20, 2, 2, 1])[0]} | options


def send_batch(chance: random.Random, names: Names) -> dict[str, Any]:
    count = 11 if chance.random() < 0.05 else chance.randint(0 if chance.random() < 0.05 else 1, 4)
    ids = [f"id{chance.randint(0, 9) if chance.random() < 0.1 else number + 10}" for number in range(count)]
    queue = chance.choices([names.queue, names.fifo, f"{names.queue}-none"], [6, 2, 1])[0]
    return {"QueueUrl": queue, "Entries": [{"Id": made} | _message(chance) for made in ids]}


def task_success(chance: random.Random, _: Names) -> dict[str, Any]:
    return {"taskToken": text(chance, 40) or "x", "output": chance.choice(['{"contract_id": "1"}', "no JSON", '"é"'])}


def task_failure(chance: random.Random, _: Names) -> dict[str, Any]:
    return {"taskToken": text(chance, 40) or "x"} | some(chance, error=["Declined", "x" * 300], cause=[text(chance)])
