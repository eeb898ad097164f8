"""What the agents' routes take and answer."""

from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from web_service.domain import property_id as property_ids
from web_service.domain.image import Image, ImageStatus, RefusalCode
from web_service.domain.listing import Listing, ListingStatus, OfferKind
from web_service.domain.money import Money
from web_service.domain.upload import CONTENT_TYPES, SIZE_MAX, Upload
from web_service.events import Moment
from web_service.handlers.picture_urls import picture_urls

DESCRIPTION_MAX = 5000  # bytes: what can be read for its sentiment in one piece

# Letters of any script, but no control characters: they would only ever be there to mislead a reader.
_PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*\S[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
_PARAGRAPHS = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]+$"
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


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Address(_Request):
    country: AddressPart
    city: AddressPart
    street: AddressPart
    number: AddressPart

    def to_domain(self) -> property_ids.Address:
        return property_ids.Address(**self.model_dump())


class DraftListing(_Request):
    """The body of POST /properties."""

    property_id: PropertyIdText | None = None
    address: Address
    description: Description
    contract: OfferKind
    listprice: Annotated[Decimal, BeforeValidator(_number)] = Field(description="in major units")
    currency: Annotated[str, StringConstraints(strict=True, max_length=3)]

    def price(self) -> Money:
        """Raises UnknownCurrency and InvalidPrice."""
        return Money.of(self.listprice, self.currency)


class ImageUpload(_Request):
    """The body of POST /properties/{country}/{city}/{street}/{number}/images."""

    filename: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120, pattern=_PRINTABLE)]
    content_type: Annotated[str, AfterValidator(_one_of_the_types)]
    size: Annotated[int, Field(strict=True, ge=1, le=SIZE_MAX, description="bytes")]

    def to_domain(self) -> Upload:
        return Upload(**self.model_dump())


class ApprovalRequest(_Request):
    """The body of POST /request_approval."""

    property_id: PropertyIdText


class TicketAnswer(BaseModel):
    """Where and how to upload one picture: POST the fields, then the file as `file`, to the address."""

    image_id: UUID
    url: str
    fields: dict[str, str]


class RefusalAnswer(BaseModel):
    code: RefusalCode
    message: str


class ImageAnswer(BaseModel):
    """A picture as its agent sees it; sizes and addresses are those of one that is READY."""

    image_id: UUID
    filename: str
    status: ImageStatus
    expires_at: Moment | None
    refused: RefusalAnswer | None
    width: int | None
    height: int | None
    placeholder: str | None
    urls: dict[str, str] | None

    @classmethod
    def of(cls, property_id: str, image: Image) -> Self:
        picture, refusal = image.picture, image.refusal
        return cls(
            image_id=image.image_id,
            filename=image.filename,
            status=image.status,
            expires_at=image.expires_at if image.status is ImageStatus.EXPECTED else None,
            refused=RefusalAnswer(code=refusal.code, message=refusal.message) if refusal else None,
            width=picture.width if picture else None,
            height=picture.height if picture else None,
            placeholder=picture.placeholder if picture else None,
            urls=picture_urls(property_id, str(image.image_id)) if picture else None,
        )


class ListingAnswer(BaseModel):
    """A listing as its agent sees it."""

    property_id: str
    country: str
    city: str
    street: str
    number: str
    description: str
    contract: OfferKind
    listprice: int | float
    currency: str
    status: ListingStatus
    is_public: bool  # whether customers see it, maybe in the version before the agent's last changes
    agent: str
    images: list[ImageAnswer]
    version: int
    created_at: Moment
    modified_at: Moment

    @classmethod
    def of(cls, listing: Listing) -> Self:
        return cls(
            property_id=listing.property_id,
            country=listing.address.country,
            city=listing.address.city,
            street=listing.address.street,
            number=listing.address.number,
            description=listing.description,
            contract=listing.kind,
            listprice=listing.price.number,
            currency=listing.price.currency,
            status=listing.status,
            is_public=listing.live is not None,
            agent=listing.agent,
            images=[ImageAnswer.of(listing.property_id, image) for image in listing.images],
            version=listing.version,
            created_at=listing.created_at,
            modified_at=listing.modified_at,
        )


class ReasonAnswer(BaseModel):
    code: str
    subject: str
    message: str


class PublicationAnswer(BaseModel):
    """Where the last request for publication stands."""

    property_id: str
    status: ListingStatus
    request_id: UUID | None
    reasons: list[ReasonAnswer]
    requested_at: Moment | None
    decided_at: Moment | None
    is_public: bool

    @classmethod
    def of(cls, listing: Listing) -> Self:
        request = listing.request
        return cls(
            property_id=listing.property_id,
            status=listing.status,
            request_id=request.request_id if request else None,
            reasons=[ReasonAnswer(code=r.code, subject=r.subject, message=r.message) for r in listing.reasons],
            requested_at=request.requested_at if request else None,
            decided_at=listing.decided_at,
            is_public=listing.live is not None,
        )
