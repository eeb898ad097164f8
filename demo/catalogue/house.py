"""A demo listing: its house, its drawings, and the steps to its status."""

from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from demo.drawings.style import Hour, Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    country: str
    city: str
    street: str
    number: str

    def body(self) -> dict[str, str]:
        """Return it as the APIs take it."""
        return {"country": self.country, "city": self.city, "street": self.street, "number": self.number}

    @property
    def property_id(self) -> str:
        """The id that the APIs derive; the addresses here hold nothing but letters, digits and spaces."""
        return "/".join("-".join(part.lower().split()) for part in self.body().values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """The features of a property under the API's field names; areas are in square metres."""

    headline: str
    property_type: str
    bedrooms: int
    bathrooms: int
    living_area: float
    lot_size: float | None
    year_built: int
    rent_period: str | None = None  # of a rent


CAPTIONS = {
    Hour.MORNING: "In the morning",
    Hour.DAY: "At noon",
    Hour.DUSK: "At dusk",
    Hour.NIGHT: "At night",
    Hour.SNOW: "In winter",
}


class Drawing(NamedTuple):
    style: Style
    alt_text: str
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A demo listing. `moves` are the contract's statuses after DRAFT, each with the status that the listing gets."""

    agent: str
    seller: str
    address: Address
    description: str
    contract: str
    listprice: float
    currency: str
    features: Features
    alt_text: str  # of its first drawing
    style: Style
    also: tuple[Hour, ...] = ()  # the same house at other hours
    location: tuple[float, float] | None = None  # latitude and longitude; Wonderland is on no map
    is_rough: bool = False  # customers are shown the location roughly
    published: bool = True
    moves: tuple[tuple[str, str], ...] = (("APPROVED", "APPROVED"),)
    expires_on: str | None = None
    lapses: bool = False  # today is the last day of its contract

    @property
    def images(self) -> list[Drawing]:
        """Return its drawings in their order: in its own style, then at other hours."""
        others = [
            Drawing(replace(self.style, hour=hour), f"{self.alt_text} ({hour})", CAPTIONS[hour]) for hour in self.also
        ]
        return [Drawing(self.style, self.alt_text), *others]

    @property
    def ends(self) -> str:
        """Return the listing's status after all steps."""
        if self.moves:
            return self.moves[-1][1]
        return "PENDING" if self.published else "DRAFT"

    def listing(self) -> dict[str, Any]:
        """Return the body of POST /properties."""
        return {
            "address": self.address.body(),
            "description": self.description,
            "contract": self.contract,
            "listprice": self.listprice,
            "currency": self.currency,
            **asdict(self.features),
            "location": self._location(),
        }

    def _location(self) -> dict[str, Any] | None:
        if self.location is None:
            return None
        latitude, longitude = self.location
        return {"latitude": latitude, "longitude": longitude, "shown": "rough" if self.is_rough else "exact"}
