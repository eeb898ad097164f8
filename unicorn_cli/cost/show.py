"""Print the cost of a month with its arithmetic, for people or as JSON."""

from typing import Any

from rich.console import Console

from unicorn_cli.cost.month import Part
from unicorn_cli.cost.prices import AS_OF, MILLION, PRICES, REGION
from unicorn_cli.cost.uses import Use, after_allowances, merged, total
from unicorn_cli.terminal.table import Column, Rows

CENT = 0.01
PLAIN = 0.001  # dollars; prices below are shown for a million
FEW = 10
COLUMNS = (
    Column(heading="quantity", is_number=True),
    Column(heading="unit", may_wrap=True),
    Column(heading="price", is_number=True),
    Column(heading="dollars", is_number=True),
    Column(heading="from", may_wrap=True),
)


def as_json(parts: list[Part]) -> dict[str, Any]:
    uses = [use for part in parts for use in part.uses]
    idle = parts[0].uses
    return {
        "prices": {"as_of": AS_OF, "region": REGION, "currency": "USD"},
        "parts": [
            {"name": part.name, "times": part.times, "dollars": total(part.uses), "uses": [_use(u) for u in part.each]}
            for part in parts
        ],
        "list_price": total(uses),
        "after_free_allowances": after_allowances(uses),
        "idle": {"list_price": total(idle), "after_free_allowances": after_allowances(idle)},
    }


def _use(use: Use) -> dict[str, Any]:
    unit = PRICES[use.price]
    return {"unit": unit.unit, "quantity": use.quantity, "each": unit.dollars, "dollars": use.dollars, "why": use.why}


def show_cost(parts: list[Part], console: Console) -> None:
    for part in parts:
        _rows(part).show(console)
    uses = [use for part in parts for use in part.uses]
    idle = parts[0].uses
    console.print(f"A month: [bold]${total(uses):,.2f}[/] at list prices; idle [bold]${total(idle):,.2f}[/].")
    console.print(
        f"After what is free each month, in an account with nothing else in it: ${after_allowances(uses):,.2f}; "
        f"idle ${after_allowances(idle):,.2f}."
    )
    console.print(f"Prices of {REGION} as of {AS_OF}, without tax. Nothing of this was measured on AWS.")


def _rows(part: Part) -> Rows:
    times = "" if part.times == 1 else f", {part.times:,.0f} times"
    rows = Rows(title=f"{part.name}{times}: ${total(part.uses):,.2f}", columns=COLUMNS)
    shown = sorted(merged(part.uses), key=lambda use: -use.dollars)
    for use in shown:
        if use.dollars >= CENT:
            price = PRICES[use.price]
            rows.add(_number(use.quantity), price.unit, _price(price.dollars), f"{use.dollars:,.2f}", use.why)
    rest = sum(use.dollars for use in shown if use.dollars < CENT)
    rows.add("", "less than a cent each", "", f"{rest:,.2f}", "")
    return rows


def _number(quantity: float) -> str:
    return f"{quantity:,.3g}" if quantity < FEW else f"{quantity:,.0f}"


def _price(dollars: float) -> str:
    return f"{dollars:,.4g}" if dollars >= PLAIN else f"{dollars * MILLION:,.4g} a million"
