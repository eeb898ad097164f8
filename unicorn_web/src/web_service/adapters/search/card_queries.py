"""A search → the query of an index that finds its cards, and a card's position in it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from web_service.adapters.search.card_areas import mark_of
from web_service.domain.search.cards import Order, Position, SearchCriteria


class _Index(NamedTuple):
    """The index that sorts cards in an order, and the attribute that it sorts them by."""

    name: str
    attribute: str
    ascending: bool


_INDEXES = {
    Order.PLACE: _Index("by_house", "sk", ascending=True),
    Order.PRICE: _Index("by_price", "price", ascending=True),
    Order.PRICE_DESCENDING: _Index("by_price", "price", ascending=False),
    Order.NEWEST: _Index("by_newest", "since", ascending=False),
}

type Condition = tuple[str, dict[str, Any]]  # on the index's sort key, and its values


class CardQuery(NamedTuple):
    """The cards of an area in an order; of one street of a city's area if `street` is given."""

    area: str
    order: Order
    criteria: SearchCriteria
    street: str | None = None
    begin: Condition = ("", {})

    def asked(self) -> dict[str, Any]:
        index = _INDEXES[self.order]
        condition, values = self.begin
        if index.attribute == "price":
            condition, values = _priced(self.criteria)
        elif self.street:
            condition, values = _in_street(mark_of(self.area), self.street)
        return {
            "IndexName": index.name,
            "KeyConditionExpression": f"area = :area{condition}",
            "ExpressionAttributeValues": {":area": {"S": self.area}} | values,
            "ScanIndexForward": index.ascending,
        }

    def behind(self, value: str, *, inclusive: bool) -> "CardQuery":
        """Return the query of the cards behind a place in another area: a moment, or a street and a house."""
        if self.order is Order.NEWEST:
            return self._replace(begin=(" AND since <= :begin", {":begin": {"N": str(int(value) - (not inclusive))}}))
        comparison = ">=" if inclusive else ">"
        begin = {":begin": {"S": f"{mark_of(self.area)}#{value}"}}
        return self._replace(begin=(f" AND sk {comparison} :begin", begin))

    def key(self, position: Position) -> dict[str, Any]:
        key = {"pk": {"S": position.property_id}, "sk": {"S": position.place}, "area": {"S": self.area}}
        index = _INDEXES[self.order]
        return key if index.attribute == "sk" else key | {index.attribute: {"N": position.value}}

    def position(self, key: Mapping[str, Any]) -> Position:
        index = _INDEXES[self.order]
        value = "" if index.attribute == "sk" else key[index.attribute]["N"]
        return Position(key["pk"]["S"], key["sk"]["S"], value)


def _priced(criteria: SearchCriteria) -> Condition:
    """Return the price range as a condition on the index's key."""
    bounds = {":low": criteria.min_price, ":high": criteria.max_price}
    values = {name: {"N": str(price)} for name, price in bounds.items() if price is not None}
    match criteria.min_price, criteria.max_price:
        case None, None:
            return "", {}
        case _, None:
            return " AND price >= :low", values
        case None, _:
            return " AND price <= :high", values
    return " AND price BETWEEN :low AND :high", values


def _in_street(mark: str, street: str) -> Condition:
    """Return a street of a city's area as a condition on the index's key; `$` comes behind `#`."""
    bounds = {":low": {"S": f"{mark}#{street}#"}, ":high": {"S": f"{mark}#{street}$"}}
    return " AND sk BETWEEN :low AND :high", bounds
