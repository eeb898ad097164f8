"""What the agents' routes take. What they answer stands in views.py: plain, for models there would only cost time."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from web_service.domain import property_id as property_ids
from web_service.domain.listing import OfferKind
from web_service.domain.money import Money
from web_service.domain.upload import CONTENT_TYPES, SIZE_MAX, Upload

DESCRIPTION_MAX = 5000  # bytes: what can be read for its sentiment in one piece

# Letters of any script, but no control characters: they would only ever be there to mislead a reader.
_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
_PRINTABLE = rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$"
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


Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # a cold start needs one of them


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
    listprice: Number = Field(description="in major units")
    currency: Annotated[str, StringConstraints(strict=True, min_length=3, max_length=3)]

    def price(self) -> Money:
        """Raises UnknownCurrency and InvalidPrice."""
        return Money.of(self.listprice, self.currency)


class ImageUpload(_Request):
    """The body of POST /properties/{country}/{city}/{street}/{number}/images."""

    filename: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120, pattern=_PRINTABLE)]
    content_type: Annotated[
        str, AfterValidator(_one_of_the_types), WithJsonSchema({"type": "string", "enum": list(CONTENT_TYPES)})
    ]
    size: Annotated[int, Field(strict=True, ge=1, le=SIZE_MAX, description="bytes")]

    def to_domain(self) -> Upload:
        return Upload(**self.model_dump())


class ApprovalRequest(_Request):
    """The body of POST /request_approval."""

    property_id: PropertyIdText
