"""A quantity of something that AWS charges for, with the reason for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from unicorn_cli.cost.prices import PRICES


@dataclass(frozen=True, slots=True)
class Use:
    """`price` is a name of PRICES; `why` says where the quantity comes from."""

    price: str
    quantity: float
    why: str

    @property
    def dollars(self) -> float:
        return self.quantity * PRICES[self.price].dollars

    def times(self, number: float) -> "Use":
        return replace(self, quantity=self.quantity * number)


def merged(uses: Iterable[Use]) -> list[Use]:
    """Return one use for each price, with the sum of the quantities and all reasons."""
    found: dict[str, list[Use]] = {}
    for use in uses:
        found.setdefault(use.price, []).append(use)
    return [
        Use(price, sum(use.quantity for use in same), "; ".join(dict.fromkeys(use.why for use in same)))
        for price, same in found.items()
    ]


def total(uses: Iterable[Use]) -> float:
    """Return the list price."""
    return sum(use.dollars for use in uses)


def after_allowances(uses: Iterable[Use]) -> float:
    """Return the price in an account that has nothing else in it: without the units that are free each month."""
    return sum(max(0.0, use.quantity - PRICES[use.price].free) * PRICES[use.price].dollars for use in merged(uses))
