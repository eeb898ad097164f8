"""The fields that the agents' routes take, each with what it may hold."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from web_service.domain.features import (
    HEADLINE_MAX,
    LIVING_AREA_MAX,
    LOT_SIZE_MAX,
    ROOMS_MAX,
    YEAR_MAX,
    YEAR_MIN,
)
from web_service.domain.upload import CONTENT_TYPES, SIZE_MAX

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
NotNull = BeforeValidator(_not_null)
Filename = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=120, pattern=_PRINTABLE)]
ContentType = Annotated[
    str, AfterValidator(_one_of_the_types), WithJsonSchema({"type": "string", "enum": list(CONTENT_TYPES)})
]
UploadSize = Annotated[int, Field(strict=True, ge=1, le=SIZE_MAX, description="bytes")]
