"""DynamoDB's operations on tables in memory, and its errors."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.simulator.errors import ServiceError, ValidationException
from tests.simulator.expressions import BadExpression, condition
from tests.simulator.tables import Key, Table
from tests.simulator.updates import projection, update
from tests.simulator.values import Item

type Arguments = Mapping[str, Any]

TRANSACTION_MAX = BATCH_MAX = 100
BATCH_WRITE_MAX = 25


class DynamoDb:
    """The operations that the product uses; any other is an AttributeError."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self._tokens: set[str] = set()  # of transactions that are done

    def call(self, operation: str, arguments: Arguments) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self, f"_{operation}")(arguments)
        except BadExpression as error:
            raise ValidationException(str(error)) from error
        return answer

    def _get_item(self, given: Arguments) -> dict[str, Any]:
        item = self.tables[given["TableName"]].get(given["Key"], consistent=given.get("ConsistentRead", False))
        return {} if item is None else {"Item": _projected(item, given)}

    def _batch_get_item(self, given: Arguments) -> dict[str, Any]:
        answer: dict[str, list[Item]] = {}
        for name, wanted in given["RequestItems"].items():
            table, keys = self.tables[name], wanted["Keys"]
            if len({table.primary(key) for key in keys}) < len(keys) or len(keys) > BATCH_MAX:
                raise ValidationException("Provided list of item keys contains duplicates, or too many")
            consistent = wanted.get("ConsistentRead", False)
            found = (table.get(key, consistent=consistent) for key in keys)
            answer[name] = [_projected(item, wanted) for item in found if item is not None]
        return {"Responses": answer, "UnprocessedKeys": {}}

    def _batch_write_item(self, given: Arguments) -> dict[str, Any]:
        for name, requests in given["RequestItems"].items():
            table = self.tables[name]
            if len(requests) > BATCH_WRITE_MAX:
                raise ValidationException("Too many items requested for the BatchWriteItem call")
            for request in requests:
                put = request.get("PutRequest")
                table.write(table.primary(put["Item"] if put else request["DeleteRequest"]["Key"]), put and put["Item"])
        return {"UnprocessedItems": {}}

    def _put_item(self, given: Arguments) -> dict[str, Any]:
        return self._write("Put", given)

    def _update_item(self, given: Arguments) -> dict[str, Any]:
        return self._write("Update", given)

    def _delete_item(self, given: Arguments) -> dict[str, Any]:
        return self._write("Delete", given)

    def _write(self, kind: str, given: Arguments) -> dict[str, Any]:
        table, at, _, apply = self._prepared(kind, given)
        before = table.items.get(at)
        if not self._holds(kind, given):
            more = {"Item": before} if given.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" and before else {}
            raise ServiceError("ConditionalCheckFailedException", "The conditional request failed", more)
        after = apply(before)
        table.write(at, after)
        wanted = {"ALL_NEW": after, "ALL_OLD": before}.get(given.get("ReturnValues", ""))
        return {"Attributes": wanted} if wanted is not None else {}

    def _transact_write_items(self, given: Arguments) -> dict[str, Any]:
        asked = [(kind, entry) for item in given["TransactItems"] for kind, entry in item.items()]
        token = given.get("ClientRequestToken")
        if token in self._tokens:
            return {}
        prepared = [self._prepared(kind, entry) for kind, entry in asked]
        places = {(table.name, at) for table, at, _, _ in prepared}
        if len(places) < len(prepared) or len(prepared) > TRANSACTION_MAX:
            raise ValidationException("Transaction request cannot include multiple operations on one item")
        self._check_all(asked)
        for table, at, kind, apply in prepared:
            if kind != "ConditionCheck":
                table.write(at, apply(table.items.get(at)))
        if token:
            self._tokens.add(token)
        return {}

    def _check_all(self, asked: list[tuple[str, Any]]) -> None:
        fine = [self._holds(kind, entry) for kind, entry in asked]
        if not all(fine):
            raise cancelled(["None" if holds else "ConditionalCheckFailed" for holds in fine])

    def _transact_get_items(self, given: Arguments) -> dict[str, Any]:
        wanted = [entry["Get"] for entry in given["TransactItems"]]
        found = [self.tables[get["TableName"]].get(get["Key"], consistent=True) for get in wanted]
        return {"Responses": [{} if item is None else {"Item": item} for item in found]}

    def _scan(self, given: Arguments) -> dict[str, Any]:
        """Read a table or an index in the order of its keys; DynamoDB's own order is by hashes, and as arbitrary."""
        everything: dict[str, Any] = {"KeyConditionExpression": "attribute_exists(pk)"}
        return self._query(everything | dict(given))

    def _query(self, given: Arguments) -> dict[str, Any]:
        table, index = self.tables[given["TableName"]], given.get("IndexName")
        names, values = _placeholders(given)
        wanted = condition(given["KeyConditionExpression"], names)
        shown = condition(given["FilterExpression"], names) if "FilterExpression" in given else None
        _check_used(given, [wanted.used, shown.used if shown else frozenset(), _projection_used(given)])
        consistent = given.get("ConsistentRead", False)
        found = [i for i in table.candidates(index, consistent=consistent) if wanted.holds(i, values)]
        forward = given.get("ScanIndexForward", True)
        found = table.sort(index, found, forward=forward)
        if start := given.get("ExclusiveStartKey"):
            found = _after(table, index, found, start, forward=forward)
        limit = given.get("Limit", len(found) + 1)
        page, rest = found[:limit], len(found) >= limit
        last = {name: page[-1][name] for name in table.order(index)} if rest and page else None
        items = [table.shown(index, item) for item in page if shown is None or shown.holds(item, values)]
        answer: dict[str, Any] = {"Items": [_projected(item, given) for item in items]}
        answer |= {"Count": len(items), "ScannedCount": len(page)}
        return answer | ({"LastEvaluatedKey": last} if last else {})

    def _holds(self, kind: str, given: Arguments) -> bool:
        if "ConditionExpression" not in given:
            return True
        names, values = _placeholders(given)
        table, at, *_ = self._prepared(kind, given)
        return condition(given["ConditionExpression"], names).holds(table.items.get(at) or {}, values)

    def _prepared(self, kind: str, given: Arguments) -> tuple[Table, Key, str, Callable[[Item | None], Item | None]]:
        """Return the table, the key, and how an operation changes the item."""
        table = self.tables[given["TableName"]]
        names, values = _placeholders(given)
        used = [condition(given["ConditionExpression"], names).used] if "ConditionExpression" in given else []
        key = given["Item"] if kind == "Put" else given["Key"]
        apply: Callable[[Item | None], Item | None] = lambda _: None  # noqa: E731
        if kind == "Put":
            apply = lambda _: given["Item"]  # noqa: E731
        elif kind == "Update":
            change = update(given["UpdateExpression"], names)
            used.append(change.used)
            apply = lambda before: change.apply(before if before is not None else key, values)  # noqa: E731
        _check_used(given, used)
        return table, table.primary(key), kind, apply


def cancelled(reasons: list[str]) -> ServiceError:
    message = f"Transaction cancelled, please refer cancellation reasons for specific reasons {reasons}"
    return ServiceError(
        "TransactionCanceledException", message, {"CancellationReasons": [{"Code": code} for code in reasons]}
    )


def _placeholders(given: Arguments) -> tuple[frozenset[tuple[str, str]], Mapping[str, Any]]:
    return frozenset(given.get("ExpressionAttributeNames", {}).items()), given.get("ExpressionAttributeValues", {})


def _check_used(given: Arguments, used: list[frozenset[str]]) -> None:
    """DynamoDB refuses placeholders that no expression uses, and the other way round."""
    names, values = _placeholders(given)
    declared, found = {name for name, _ in names} | set(values), frozenset().union(*used)
    if declared != found:
        raise ValidationException(f"Value provided in expressions unused, or missing: {sorted(declared ^ found)}")


def _projection_used(given: Arguments) -> frozenset[str]:
    if "ProjectionExpression" not in given:
        return frozenset()
    return projection(given["ProjectionExpression"], _placeholders(given)[0]).used


def _projected(item: Item, given: Arguments) -> Item:
    if "ProjectionExpression" not in given:
        return dict(item)
    return projection(given["ProjectionExpression"], _placeholders(given)[0]).apply(item)


def _after(table: Table, index: str | None, found: list[Item], start: Item, *, forward: bool) -> list[Item]:
    """Return the items behind a position, whether or not it is still there."""
    both = table.sort(index, [*found, start], forward=forward)
    at = max(
        number for number, item in enumerate(both) if all(item[name] == start[name] for name in table.order(index))
    )
    return both[at + 1 :]
