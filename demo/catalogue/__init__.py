"""The twelve demo listings: four cities, and a contract in every status that an agent can set."""

from demo.catalogue import anytown, freiburg, kyoto, rainbow_falls
from demo.catalogue.house import Address, House

__all__ = ["HOUSES", "Address", "House"]

HOUSES: tuple[House, ...] = (*anytown.HOUSES, *freiburg.HOUSES, *kyoto.HOUSES, *rainbow_falls.HOUSES)
