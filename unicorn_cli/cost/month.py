"""A month of a stage: its idle cost, and the cost of its use."""

from dataclasses import dataclass

from unicorn_cli.cost.busy import cached_search, contract, look_at_home, publication, search
from unicorn_cli.cost.idle import idle
from unicorn_cli.cost.uses import Use

PHOTOS = 4  # of a home


@dataclass(frozen=True, slots=True)
class Traffic:
    """The traffic of a month. `cached` is the share of the searches that the CDN answers."""

    searches: int
    looks: int
    contracts: int
    publications: int
    cached: float = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bill: the uses of one action, and how often it happens."""

    name: str
    times: float
    each: list[Use]

    @property
    def uses(self) -> list[Use]:
        return [use.times(self.times) for use in self.each]


def month(traffic: Traffic) -> list[Part]:
    return [
        Part("idle", 1, idle()),
        Part("searches answered by the API", traffic.searches * (1 - traffic.cached), search()),
        Part("searches answered by the CDN", traffic.searches * traffic.cached, cached_search()),
        Part("looks at a home", traffic.looks, look_at_home(PHOTOS)),
        Part("contracts", traffic.contracts, contract()),
        Part("publications", traffic.publications, publication(PHOTOS)),
    ]
