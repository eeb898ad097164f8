"""Facts that buyers ask for. Each is declared here, once: type, limits, RESO name, and whether a search card shows it.

Request bodies, stored items and views follow from this table; docs/listing-fields.md describes it for people.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

HEADLINE_MAX = 120  # characters
AGENT_NAME_MAX = 80
ROOMS_MAX = 99
LIVING_AREA_MAX = 100_000  # square metres
LOT_SIZE_MAX = 1_000_000_000  # square metres
YEAR_MIN, YEAR_MAX = 1000, 2100


class PropertyType(StrEnum):
    HOUSE = "house"
    TOWNHOUSE = "townhouse"
    APARTMENT = "apartment"
    CONDOMINIUM = "condominium"
    VILLA = "villa"
    FARM = "farm"
    LAND = "land"
    COMMERCIAL = "commercial"
    OTHER = "other"


class RentPeriod(StrEnum):
    """The time that a rent is the price of."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Heating(StrEnum):
    NONE = "none"  # there is no heating; a listing that does not state it has None
    GAS = "gas"
    OIL = "oil"
    ELECTRIC = "electric"
    HEAT_PUMP = "heat_pump"
    DISTRICT = "district"
    WOOD = "wood"
    SOLAR = "solar"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of printable characters."""

    max_length: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Year(Whole):
    """A year: a whole number, shown without a separator of thousands."""


@dataclass(frozen=True, slots=True)
class Quarters(Whole):
    """A number in steps of a quarter."""


@dataclass(frozen=True, slots=True)
class Area:
    """Square metres, with at most two decimals."""

    maximum: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list."""

    options: type[StrEnum]


@dataclass(frozen=True, slots=True)
class Fact:
    """What is declared of a fact, beside its type."""

    kind: Text | Whole | Area | Choice
    reso: str | None  # field of the RESO Data Dictionary 2.0
    on_card: bool  # in search results too; all facts are in the details


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """All facts are optional: None is a fact that the agent has not stated."""

    headline: Annotated[str | None, Fact(Text(HEADLINE_MAX), reso=None, on_card=True)] = None
    property_type: Annotated[PropertyType | None, Fact(Choice(PropertyType), reso="PropertySubType", on_card=True)] = (
        None
    )
    bedrooms: Annotated[int | None, Fact(Whole(0, ROOMS_MAX), reso="BedroomsTotal", on_card=True)] = None
    bathrooms: Annotated[Decimal | None, Fact(Quarters(0, ROOMS_MAX), reso="BathroomsTotalInteger", on_card=True)] = (
        None
    )
    living_area: Annotated[Decimal | None, Fact(Area(LIVING_AREA_MAX), reso="LivingArea", on_card=True)] = None
    rent_period: Annotated[RentPeriod | None, Fact(Choice(RentPeriod), reso="LeaseAmountFrequency", on_card=True)] = (
        None  # a listing for rent has one, one for sale has none: rent.py
    )
    lot_size: Annotated[Decimal | None, Fact(Area(LOT_SIZE_MAX), reso="LotSizeArea", on_card=False)] = None
    year_built: Annotated[int | None, Fact(Year(YEAR_MIN, YEAR_MAX), reso="YearBuilt", on_card=False)] = None
    heating: Annotated[Heating | None, Fact(Choice(Heating), reso="Heating", on_card=False)] = None
    agent_name: Annotated[str | None, Fact(Text(AGENT_NAME_MAX), reso=None, on_card=False)] = None  # for customers


FACTS: dict[str, Fact] = {name: kind.__metadata__[0] for name, kind in Features.__annotations__.items()}
CARD_FACTS = tuple(name for name, fact in FACTS.items() if fact.on_card)
