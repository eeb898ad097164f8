"""Admins' requests about countries and cities."""

from unicorn_kernel.address import canonical_field
from web_service.domain.agent import Agent, check_admin
from web_service.domain.search.localities import Locality
from web_service.ports.localities import Localities


def rename_locality(
    country: str, city: str | None, name: str, *, localities: Localities, agent: Agent
) -> Locality:  # fmt: skip
    """Give a city, or a country if `city` is None, the name that customers see.

    Raises AdminsOnly, LocalityNotFound, and InvalidAddress about `name`.
    """
    check_admin(agent)
    return localities.rename(country, city, canonical_field("name", name))
