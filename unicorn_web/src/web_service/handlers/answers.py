"""What the routes answer: the API's description is made of these. What is answered is plain (see the views)."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, Field

from web_service.domain.features import PropertyType
from web_service.domain.image import ImageStatus, RefusalCode
from web_service.domain.listing import ListingStatus, OfferKind

Width = Annotated[int, Field(description="pixels")]
Amount = Annotated[float, Field(description="in major units, with the decimals that the currency has")]
Currency = Annotated[str, Field(description="ISO 4217, or SPL")]
SquareMetres = Annotated[float, Field(description="square metres")]
AltText = Annotated[str, Field(description="what the picture shows, for who cannot see it")]
Placeholder = Annotated[str, Field(description="a data URI of a few bytes, to show while the picture loads")]


class PictureUrls(BaseModel):
    """WebP files of one picture, each at most so many pixels wide."""

    small: str = Field(alias="320")
    medium: str = Field(alias="800")
    large: str = Field(alias="1600")


class Refused(BaseModel):
    """Why an upload is no picture of the listing, and what its agent can do."""

    code: RefusalCode
    message: str


class Image(BaseModel):
    """A picture as its agent sees it; sizes and addresses are those of one that is READY."""

    image_id: str
    filename: str
    status: ImageStatus
    expires_at: AwareDatetime | None = Field(description="until when it may be uploaded")
    refused: Refused | None
    width: Width | None
    height: Width | None
    placeholder: Placeholder | None
    urls: PictureUrls | None
    alt_text: AltText | None
    caption: str | None


class _Place(BaseModel):
    property_id: str
    country: str
    city: str
    street: str
    number: str


class _Offer(_Place):
    contract: OfferKind
    listprice: Amount
    currency: Currency
    status: ListingStatus


class PricePoint(BaseModel):
    """A price, and since when it was asked."""

    listprice: Amount
    currency: Currency
    at: AwareDatetime


class StatusPoint(BaseModel):
    """A status, and since when the listing had it."""

    status: ListingStatus
    at: AwareDatetime


class _Summary(_Offer):
    headline: str | None
    property_type: PropertyType | None
    bedrooms: int | None
    bathrooms: int | None
    living_area: SquareMetres | None


class _Features(_Summary):
    lot_size: SquareMetres | None
    year_built: int | None


class Listing(_Features):
    """A listing as its agent sees it."""

    description: str
    is_public: bool = Field(description="customers see it, maybe in the version before the last changes")
    agent: str
    images: list[Image]
    price_history: list[PricePoint]
    status_history: list[StatusPoint]
    version: int
    created_at: AwareDatetime
    modified_at: AwareDatetime


class Reason(BaseModel):
    """Why a request was declined, or a listing taken down."""

    code: str
    subject: str
    message: str


class Publication(BaseModel):
    """Where a listing's last request for publication stands."""

    property_id: str
    status: ListingStatus
    is_public: bool
    request_id: str | None
    reasons: list[Reason]
    requested_at: AwareDatetime | None
    decided_at: AwareDatetime | None


class Ticket(BaseModel):
    """Where to upload one picture: POST the fields as a form, then the file as `file`, to the address."""

    image_id: str
    url: str
    fields: dict[str, str]


class Country(BaseModel):
    """A country that has approved listings."""

    country: str
    name: str = Field(description="as the last one published there spells it")
    listings: int
    cities: int = Field(description="those that have approved listings")


class City(BaseModel):
    """A city that has approved listings."""

    country: str
    city: str
    name: str = Field(description="as the last one published there spells it")
    listings: int


class CardImage(BaseModel):
    """The first picture of a listing."""

    image_id: str
    urls: PictureUrls
    alt_text: AltText | None


class Card(_Summary):
    """A listing as a search shows it."""

    image: CardImage | None


class DetailsImage(CardImage):
    """A picture of a listing."""

    width: Width
    height: Width
    placeholder: Placeholder
    caption: str | None


class Details(_Features):
    """A listing as customers see it."""

    description: str
    image: CardImage | None
    images: list[DetailsImage]
    price_history: list[PricePoint]
    status_history: list[StatusPoint]
    published_at: AwareDatetime


class LiveEvent(BaseModel):
    """An event that passed on the bus."""

    id: str
    time: AwareDatetime
    source: str
    detail_type: str
    property_id: str | None
    correlation_id: str | None
    detail: dict[str, Any]


class LiveEvents(BaseModel):
    """What passed since the last poll, oldest first."""

    events: list[LiveEvent]
    cursor: str = Field(description="what to send as `after` next")
    poll_after_ms: int = Field(description="how long to wait before that")
