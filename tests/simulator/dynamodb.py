"""DynamoDB's operations on tables in memory, and its errors."""

from collections.abc import Mapping
from typing import Any

from tests.simulator.errors import ServiceError, ValidationException
from tests.simulator.expressions import BadExpression
from tests.simulator.statements import Arguments, projected, statement
from tests.simulator.tables import Table
from tests.simulator.values import Item

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
        return {} if item is None else {"Item": projected(item, given)}

    def _batch_get_item(self, given: Arguments) -> dict[str, Any]:
        answer: dict[str, list[Item]] = {}
        for name, wanted in given["RequestItems"].items():
            table, keys = self.tables[name], wanted["Keys"]
            if len({table.primary(key) for key in keys}) < len(keys) or not 1 <= len(keys) <= BATCH_MAX:
                raise ValidationException("Provided list of item keys contains duplicates, none or too many")
            consistent = wanted.get("ConsistentRead", False)
            found = (table.get(key, consistent=consistent) for key in keys)
            answer[name] = [projected(item, wanted) for item in found if item is not None]
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
        write = _Write(self.tables[given["TableName"]], kind, given)
        before = write.before
        if not write.holds:
            more = {"Item": before} if given.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" and before else {}
            raise ServiceError("ConditionalCheckFailedException", "The conditional request failed", more)
        after = write.apply()
        wanted = {"ALL_NEW": after, "ALL_OLD": before}.get(given.get("ReturnValues", ""))
        return {"Attributes": wanted} if wanted is not None else {}

    def _transact_write_items(self, given: Arguments) -> dict[str, Any]:
        token = given.get("ClientRequestToken")
        if token in self._tokens:
            return {}
        asked = [(kind, entry) for item in given["TransactItems"] for kind, entry in item.items()]
        writes = [_Write(self.tables[entry["TableName"]], kind, entry) for kind, entry in asked]
        places = {(write.table.name, write.at) for write in writes}
        if len(places) < len(writes) or len(writes) > TRANSACTION_MAX:
            raise ValidationException("Transaction request cannot include multiple operations on one item")
        fine = [write.holds for write in writes]
        if not all(fine):
            raise cancelled(["None" if holds else "ConditionalCheckFailed" for holds in fine])
        for write in writes:
            write.apply()
        if token:
            self._tokens.add(token)
        return {}

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
        compiled, values = statement(given), given.get("ExpressionAttributeValues", {})
        matches, shown = compiled.key, compiled.filter
        assert matches
        consistent = given.get("ConsistentRead", False)
        found = [i for i in table.candidates(index, consistent=consistent) if matches(i, values)]
        forward = given.get("ScanIndexForward", True)
        found = table.sort(index, found, forward=forward)
        if start := given.get("ExclusiveStartKey"):
            found = _after(table, index, found, start, forward=forward)
        limit = given.get("Limit", len(found) + 1)
        page, rest = found[:limit], len(found) >= limit
        last = {name: page[-1][name] for name in table.order(index)} if rest and page else None
        items = [table.shown(index, item) for item in page if shown is None or shown(item, values)]
        answer: dict[str, Any] = {"Count": len(items), "ScannedCount": len(page)}
        if given.get("Select") != "COUNT":
            answer["Items"] = [projected(item, given) for item in items]
        return answer | ({"LastEvaluatedKey": last} if last else {})


class _Write:
    """A write of one item, its expressions checked. A condition check is one without effect."""

    def __init__(self, table: Table, kind: str, given: Arguments) -> None:
        self.table, self._kind, self._given = table, kind, given
        self._key = given["Item"] if kind == "Put" else given["Key"]
        self.at, self._statement = table.primary(self._key), statement(given)
        self._values = given.get("ExpressionAttributeValues", {})
        self.before: Item | None = table.items.get(self.at)

    @property
    def holds(self) -> bool:
        condition = self._statement.condition
        return condition is None or condition(self.before or {}, self._values)

    def apply(self) -> Item | None:
        """Write, and return the item as it is now."""
        if self._kind == "ConditionCheck":
            return self.before
        after: Item | None = self._key if self._kind == "Put" else None
        if self._kind == "Update" and (change := self._statement.update):
            before = self.before
            after = change(before if before is not None else self._key, self._values)
        self.table.write(self.at, after)
        return after


def cancelled(reasons: list[str]) -> ServiceError:
    message = f"Transaction cancelled, please refer cancellation reasons for specific reasons {reasons}"
    return ServiceError(
        "TransactionCanceledException", message, {"CancellationReasons": [{"Code": code} for code in reasons]}
    )


def _after(table: Table, index: str | None, found: list[Item], start: Item, *, forward: bool) -> list[Item]:
    """Return the items behind a position, whether or not it is still there."""
    both = table.sort(index, [*found, start], forward=forward)
    at = max(
        number for number, item in enumerate(both) if all(item[name] == start[name] for name in table.order(index))
    )
    return both[at + 1 :]
