"""What the agents' routes take. What they answer stands in views.py: plain, for models there would only cost time."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from web_service.domain import property_id as property_ids
from web_service.domain.editing import Edit
from web_service.domain.features import (
    HEADLINE_MAX,
    LIVING_AREA_MAX,
    LOT_SIZE_MAX,
    ROOMS_MAX,
    YEAR_MAX,
    YEAR_MIN,
    Features,
    PropertyType,
)
from web_service.domain.listing import OfferKind
from web_service.domain.money import Money
from web_service.domain.pictures import PICTURES_MAX, Place
from web_service.domain.upload import CONTENT_TYPES, SIZE_MAX, Upload

TEXT_MAX = 200  # characters of what is said of a picture
DESCRIPTION_MAX = 5000  # bytes: what can be read for its sentiment in one piece

# Letters of any script, but no control characters, line separators or changes of writing direction: they would only
# ever be there to mislead a reader.
_HIDDEN = r"\x7f-\x9f\u2028-\u202e\u2066-\u2069"
_CONTROL = rf"\x00-\x1f{_HIDDEN}"
_PRINTABLE = rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$"
_PARAGRAPHS = rf"^[^\x00-\x08\x0b\x0c\x0e-\x1f{_HIDDEN}]+$"
AddressPart = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=60, pattern=_PRINTABLE)]
PropertyIdText = Annotated[str, StringConstraints(strict=True, min_length=7, max_length=300)]


def _short_enough(text: str) -> str:
    if len(text.encode()) > DESCRIPTION_MAX:
        raise ValueError(f"at most {DESCRIPTION_MAX} bytes of UTF-8 are allowed")
    if not text.strip():
        raise ValueError("say something about the property")
    return text


def _one_of_the_types(text: str) -> str:
    if text not in CONTENT_TYPES:
        raise ValueError(f"use one of {', '.join(CONTENT_TYPES)}")
    return text


Description = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=DESCRIPTION_MAX, pattern=_PARAGRAPHS),
    AfterValidator(_short_enough),
]


def _number(given: Any) -> Any:
    """Let only a JSON number be a number."""
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise ValueError("send a number")  # noqa: TRY004 - pydantic reports ValueError
    return given


def _two_decimals(area: Decimal) -> Decimal:
    if area % Decimal("0.01"):
        raise ValueError("at most two decimals of a square metre are kept")
    return abs(area)  # 0 has a sign in JSON


def _not_null(given: Any) -> Any:
    if given is None:
        raise ValueError("a listing needs this; leave it out to keep what there is")
    return given


def _never_null(schema: dict[str, Any]) -> None:
    """Describe what may be left out, and not be taken away."""
    for name in ("description", "contract", "listprice", "currency"):
        schema["properties"][name] = schema["properties"][name]["anyOf"][0]


def _once(places: list["ImagePlace"]) -> list["ImagePlace"]:
    if len({place.image_id for place in places}) != len(places):
        raise ValueError("name each picture once")
    return places


def _or_its_id(schema: dict[str, Any]) -> None:
    """Describe what may stand for a place."""
    place = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string", "format": "uuid"}, place]


def _schema(maximum: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "number", "minimum": 0, "maximum": maximum})


Number = Annotated[Decimal, BeforeValidator(_number)]
ListPrice = Annotated[Number, WithJsonSchema({"type": "number"}), Field(description="in major units")]
Currency = Annotated[str, StringConstraints(strict=True, min_length=3, max_length=3)]
Headline = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=HEADLINE_MAX, pattern=_PRINTABLE)]
Rooms = Annotated[int, Field(strict=True, ge=0, le=ROOMS_MAX)]
LivingArea = Annotated[Number, Field(ge=0, le=LIVING_AREA_MAX), AfterValidator(_two_decimals), _schema(LIVING_AREA_MAX)]
LotSize = Annotated[Number, Field(ge=0, le=LOT_SIZE_MAX), AfterValidator(_two_decimals), _schema(LOT_SIZE_MAX)]
Year = Annotated[int, Field(strict=True, ge=YEAR_MIN, le=YEAR_MAX)]
PictureText = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=TEXT_MAX, pattern=_PRINTABLE)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # a cold start needs one of them


class Address(_Request):
    country: AddressPart
    city: AddressPart
    street: AddressPart
    number: AddressPart

    def to_domain(self) -> property_ids.Address:
        return property_ids.Address(**self.model_dump())


class _Features(_Request):
    """What buyers ask, as far as it is said; null is nothing said."""

    headline: Headline | None = None
    property_type: PropertyType | None = None
    bedrooms: Rooms | None = None
    bathrooms: Rooms | None = None
    living_area: LivingArea | None = Field(default=None, description="square metres")
    lot_size: LotSize | None = Field(default=None, description="square metres")
    year_built: Year | None = None

    def features(self) -> dict[str, Any]:
        """Return what was sent, by name."""
        sent = self.model_fields_set & set(Features.__slots__)
        return {name: getattr(self, name) for name in sent}


class DraftListing(_Features):
    """The body of POST /properties."""

    property_id: PropertyIdText | None = None
    address: Address
    description: Description
    contract: OfferKind
    listprice: ListPrice
    currency: Currency

    def price(self) -> Money:
        """Raises UnknownCurrency and InvalidPrice."""
        return Money.of(self.listprice, self.currency)


class ChangeListing(_Features):
    """The body of PATCH /properties/{country}/{city}/{street}/{number}; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra=_never_null)

    description: Annotated[Description | None, BeforeValidator(_not_null)] = None
    contract: Annotated[OfferKind | None, BeforeValidator(_not_null)] = None
    listprice: Annotated[ListPrice | None, BeforeValidator(_not_null)] = None
    currency: Annotated[Currency | None, BeforeValidator(_not_null)] = None

    def to_domain(self) -> Edit:
        return Edit(
            description=self.description,
            kind=self.contract,
            amount=self.listprice,
            currency=self.currency,
            features=self.features(),
        )


class ImageUpload(_Request):
    """The body of POST /properties/{country}/{city}/{street}/{number}/images."""

    filename: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120, pattern=_PRINTABLE)]
    content_type: Annotated[
        str, AfterValidator(_one_of_the_types), WithJsonSchema({"type": "string", "enum": list(CONTENT_TYPES)})
    ]
    size: Annotated[int, Field(strict=True, ge=1, le=SIZE_MAX, description="bytes")]

    def to_domain(self) -> Upload:
        return Upload(**self.model_dump())


class ImagePlace(_Request):
    """A picture's place; a text that is left out stays as it is, null takes it away. An id alone is a place too."""

    model_config = ConfigDict(json_schema_extra=_or_its_id)

    image_id: UUID
    alt_text: PictureText | None = None
    caption: PictureText | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_id(cls, given: Any) -> Any:
        return {"image_id": given} if isinstance(given, str) else given

    def to_domain(self) -> Place:
        sent = self.model_fields_set - {"image_id"}
        return Place(image_id=self.image_id, texts={name: getattr(self, name) for name in sent})


class ImageOrder(RootModel[Annotated[list[ImagePlace], Field(max_length=PICTURES_MAX), AfterValidator(_once)]]):
    """The body of PUT /properties/{country}/{city}/{street}/{number}/images: every picture, in the wanted order."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def to_domain(self) -> list[Place]:
        return [place.to_domain() for place in self.root]


class ApprovalRequest(_Request):
    """The body of POST /request_approval."""

    property_id: PropertyIdText
