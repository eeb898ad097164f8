"""Random calls of every operation that the small client has: right ones, refused ones and odd ones.

Both clients make the same calls, each on resources of its own; the names of these are all that differs.
"""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tests.unit.kit.aws import random_messages as messages
from tests.unit.kit.aws.random_values import Names, Value, attributes, number, some, value

CONDITIONS = (
    "attribute_exists(pk)",
    "attribute_not_exists(pk)",
    "a = :v",
    "#n <> :v",
    "a > :v OR attribute_not_exists(a)",
    "attribute_type(a, :s) AND NOT contains(a, :s)",
    "size(a) >= :n",
    "a BETWEEN :n AND :v",
    "begins_with(sk, :s)",
    "a IN (:v, :n)",
    "a = :missing",
    "a ==",
)
UPDATES = (
    "SET a = :v",
    "SET #n = :v, b = if_not_exists(b, :n)",
    "SET a = a + :n",
    "SET a = list_append(a, :l)",
    "ADD a :n",
    "ADD b :n SET #n = :v",
    "REMOVE a, #n",
    "DELETE a :set",
    "SET sk = :v",
    "SET a :v",
)
KEY_CONDITIONS = (
    "pk = :s",
    "pk = :s AND sk >= :t",
    "pk = :s AND sk BETWEEN :t AND :u",
    "pk = :s AND begins_with(sk, :t)",
    "sk = :t",
    "pk = :n",
)


class Call(NamedTuple):
    service: str
    method: str
    arguments: dict[str, Any]


def calls(seed: int, count: int, names: Names) -> Iterator[Call]:
    """The same calls for the same seed, but for the names."""
    chance = random.Random(seed)
    makers: dict[tuple[str, str], tuple[int, Callable[[random.Random, Names], dict[str, Any]]]] = {
        ("dynamodb", "get_item"): (10, _get),
        ("dynamodb", "put_item"): (20, _put),
        ("dynamodb", "update_item"): (14, _update),
        ("dynamodb", "delete_item"): (6, _delete),
        ("dynamodb", "query"): (12, _query),
        ("dynamodb", "scan"): (4, _scan),
        ("dynamodb", "batch_get_item"): (6, _batch_get),
        ("dynamodb", "batch_write_item"): (4, _batch_write),
        ("dynamodb", "transact_write_items"): (10, _transact_write),
        ("dynamodb", "transact_get_items"): (4, _transact_get),
        ("events", "put_events"): (6, messages.put_events),
        ("sqs", "send_message"): (5, messages.send),
        ("sqs", "send_message_batch"): (3, messages.send_batch),
        ("stepfunctions", "send_task_success"): (2, messages.task_success),
        ("stepfunctions", "send_task_failure"): (2, messages.task_failure),
    }
    kinds, weights = list(makers), [weight for weight, _ in makers.values()]
    for _ in range(count):
        [(service, method)] = chance.choices(kinds, weights)
        yield Call(service, method, makers[service, method][1](chance, names))


def _table(chance: random.Random, names: Names) -> str:
    return names.table if chance.random() < 0.97 else f"{names.table}.none"


def _key(chance: random.Random, *, wrong: float = 0.03) -> dict[str, Value]:
    key: dict[str, Value] = {"pk": {"S": f"home{chance.randint(0, 9)}"}, "sk": {"S": f"{chance.randint(0, 9)}🏠"}}
    if chance.random() < wrong:
        change = chance.choice([{"sk": {"N": "1"}}, {"more": {"S": "x"}}, {"sk": {"S": ""}}, {"pk": {"S": "x" * 2050}}])
        return key | change if chance.random() < 0.8 else {"pk": key["pk"]}
    return key


def _item(chance: random.Random) -> dict[str, Value]:
    long = {"a": {"S": "x" * 410_000}} if chance.random() < 0.002 else {}
    return attributes(chance) | _key(chance) | long


def _used(chance: random.Random, *expressions: str) -> dict[str, Any]:
    """The names and values that expressions have; rarely one too many, or one too few."""
    every: dict[str, Value] = {
        ":v": value(chance, 1),
        ":s": {"S": chance.choice(["S", "N", "1", "home", "no"])},
        ":n": {"N": number(chance)},
        ":l": {"L": [value(chance, 1)]},
        ":set": {chance.choice(["SS", "NS"]): [number(chance)]},
    }
    joined = " ".join(expressions)
    values = {name: given for name, given in every.items() if name in _words(joined) or chance.random() < 0.01}
    found: dict[str, Any] = {"ExpressionAttributeValues": values} if values else {}
    return found | ({"ExpressionAttributeNames": {"#n": "rooms.of"}} if "#n" in joined else {})


def _words(expression: str) -> set[str]:
    return set("".join(c if c.isalnum() or c in ":#" else " " for c in expression).split())


def _condition(chance: random.Random, often: float = 0.5, *more: str) -> dict[str, Any]:
    """A condition, or none, with the names and values of it and of another expression."""
    if chance.random() > often:
        return _used(chance, *more)
    condition = chance.choices(CONDITIONS, [8, 8, *[3] * 8, 1, 1])[0]
    old = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"} if chance.random() < 0.4 else {}
    return {"ConditionExpression": condition} | old | _used(chance, condition, *more)


def _get(chance: random.Random, names: Names) -> dict[str, Any]:
    options = some(chance, ConsistentRead=[True, False], ProjectionExpression=["a", "pk, b", "a, rooms"])
    return {"TableName": _table(chance, names), "Key": _key(chance)} | options


def _put(chance: random.Random, names: Names) -> dict[str, Any]:
    options = some(chance, ReturnValues=["ALL_OLD", "NONE", "ALL_OLD", "ALL_NEW"])
    return {"TableName": _table(chance, names), "Item": _item(chance)} | options | _condition(chance)


def _update(chance: random.Random, names: Names) -> dict[str, Any]:
    options = some(chance, ReturnValues=["ALL_NEW", "ALL_OLD", "UPDATED_NEW", "UPDATED_OLD", "NONE"])
    update = chance.choice(UPDATES)
    asked = {"TableName": _table(chance, names), "Key": _key(chance), "UpdateExpression": update}
    return asked | options | _condition(chance, 0.4, update)


def _delete(chance: random.Random, names: Names) -> dict[str, Any]:
    options = some(chance, ReturnValues=["ALL_OLD"])
    return {"TableName": _table(chance, names), "Key": _key(chance)} | options | _condition(chance)


def _query(chance: random.Random, names: Names) -> dict[str, Any]:
    condition = chance.choices(KEY_CONDITIONS, [6, 4, 4, 4, 1, 1])[0]
    low, high = sorted(chance.choices(range(10), k=2))
    values = {":s": f"home{chance.randint(0, 9)}", ":t": f"{low}", ":u": f"{high}"}
    used = {name: {"S": given} for name, given in values.items() if name in _words(condition)}
    if ":n" in condition:
        used[":n"] = {"N": "1"}
    options = some(
        chance,
        Limit=[1, 2, 3, 100],
        ScanIndexForward=[True, False],
        ConsistentRead=[True, False],
        ExclusiveStartKey=[_key(chance)],
        Select=["ALL_ATTRIBUTES", "COUNT"],
        ReturnConsumedCapacity=["TOTAL", "INDEXES"],
    )
    if chance.random() < 0.1:
        options["IndexName"] = "none"
    asked = {"TableName": _table(chance, names), "KeyConditionExpression": condition, "ExpressionAttributeValues": used}
    return asked | options


def _scan(chance: random.Random, names: Names) -> dict[str, Any]:
    condition = chance.choice(["sk = :s", "begins_with(pk, :s)", "sk ="])
    filters = {"FilterExpression": condition, "ExpressionAttributeValues": {":s": {"S": chance.choice("0h")}}}
    options = some(
        chance, Limit=[1, 3, 100], ConsistentRead=[True, False], ExclusiveStartKey=[_key(chance)], Select=["COUNT"]
    )
    return {"TableName": _table(chance, names)} | options | (filters if chance.random() < 0.7 else {})


def _batch_get(chance: random.Random, names: Names) -> dict[str, Any]:
    count = 101 if chance.random() < 0.03 else chance.randint(1, 8)
    keys = [_key(chance, wrong=0.005) for _ in range(count)]
    once = {json.dumps(key): key for key in keys}
    asked = {"Keys": keys if chance.random() < 0.1 else list(once.values())} | some(chance, ConsistentRead=[True])
    return {"RequestItems": {_table(chance, names): asked}}


def _batch_write(chance: random.Random, names: Names) -> dict[str, Any]:
    count = 26 if chance.random() < 0.05 else chance.randint(1, 5)
    puts = [{"PutRequest": {"Item": attributes(chance, 1) | _key(chance, wrong=0.01)}} for _ in range(count)]
    deletes = [{"DeleteRequest": {"Key": _key(chance, wrong=0.01)}}] if chance.random() < 0.5 else []
    return {"RequestItems": {_table(chance, names): puts + deletes}}


def _transact_write(chance: random.Random, names: Names) -> dict[str, Any]:
    count = 101 if chance.random() < 0.01 else chance.randint(0 if chance.random() < 0.05 else 1, 4)
    token = {"ClientRequestToken": f"{names.table}-{chance.randint(0, 10**9)}"} if chance.random() < 0.5 else {}
    return {"TransactItems": [_written(chance, names) for _ in range(count)]} | token


def _written(chance: random.Random, names: Names) -> dict[str, Any]:
    operation = chance.choice(["Put", "Update", "Delete", "ConditionCheck"])
    asked: dict[str, Any] = {"TableName": _table(chance, names)}
    if operation == "Put":
        return {operation: asked | {"Item": _item(chance)} | _condition(chance, 0.3)}
    asked["Key"] = _key(chance, wrong=0.01)
    if operation == "Update":
        update = chance.choice(UPDATES)
        return {operation: asked | {"UpdateExpression": update} | _condition(chance, 0.3, update)}
    return {operation: asked | _condition(chance, 1.0 if operation == "ConditionCheck" else 0.3)}


def _transact_get(chance: random.Random, names: Names) -> dict[str, Any]:
    return {
        "TransactItems": [
            {"Get": {"TableName": _table(chance, names), "Key": _key(chance, wrong=0.01)}}
            for _ in range(chance.randint(1, 4))
        ]
    }
