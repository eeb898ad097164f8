"""`unicorn cost`: what a stage on AWS costs in a month."""

from typing import Annotated

import typer

from unicorn_cli.cost.month import Traffic, month
from unicorn_cli.cost.show import as_json as cost_as_json
from unicorn_cli.cost.show import show_cost
from unicorn_cli.terminal.options import AsJson, output
from unicorn_cli.terminal.show import show_json

costs = typer.Typer()
Number = typer.Option(min=0, max=10**12)


@costs.command()
def cost(
    searches: Annotated[int, Number] = 100_000,
    looks: Annotated[int, typer.Option(min=0, max=10**12, help="at one home with its photos")] = 30_000,
    contracts: Annotated[int, Number] = 200,
    publications: Annotated[int, Number] = 200,
    cached: Annotated[float, typer.Option(min=0, max=1, help="share of the searches that the CDN answers")] = 0.5,
    as_json: AsJson = False,
) -> None:
    """Compute the cost of a stage in a month, idle and in use, with the arithmetic. Nothing is asked of AWS."""
    traffic = Traffic(searches=searches, looks=looks, contracts=contracts, publications=publications, cached=cached)
    parts = month(traffic)
    if as_json:
        show_json(cost_as_json(parts))
    else:
        show_cost(parts, output)
