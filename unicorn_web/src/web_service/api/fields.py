"""Field types that bodies share, each with its limits."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from unicorn_kit.models import not_null
from unicorn_kit.texts import one_line, paragraphs
from web_service.domain.listings.money import DECIMALS, MINOR_MAX

TEXT_MAX = 200  # characters of a text about an image
SIX_DECIMALS = Decimal("0.000001")  # of a degree: a tenth of a metre
DESCRIPTION_MAX = 5000  # bytes: the most that sentiment analysis reads in one piece


def line(max_length: int) -> Any:
    """Return the type of one line of text; line ends and tabs in it become spaces."""
    return Annotated[str, StringConstraints(strict=True, min_length=1, max_length=max_length), AfterValidator(one_line)]


def whole(minimum: int, maximum: int) -> Any:
    return Annotated[int, Field(strict=True, ge=minimum, le=maximum)]


def area(maximum: int) -> Any:
    """Return the type of square metres with at most two decimals."""
    schema = WithJsonSchema({"type": "number", "minimum": 0, "maximum": maximum})
    return Annotated[Number, Field(ge=0, le=maximum), AfterValidator(_two_decimals), schema]


def quarters(minimum: int, maximum: int) -> Any:
    """Return the type of a number in steps of a quarter."""
    schema = WithJsonSchema({"type": "number", "minimum": minimum, "maximum": maximum, "multipleOf": 0.25})
    return Annotated[Number, Field(ge=minimum, le=maximum), AfterValidator(_in_quarters), schema]


def _number(given: Any) -> Any:
    """Let only a JSON number be a number."""
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise ValueError("send a number")  # noqa: TRY004 - pydantic reports ValueError
    return given


def _two_decimals(area: Decimal) -> Decimal:
    if area % Decimal("0.01"):
        raise ValueError("at most two decimals of a square metre are kept")
    return abs(area)  # 0 has a sign in JSON


def _in_quarters(number: Decimal) -> Decimal:
    if number % Decimal("0.25"):
        raise ValueError("use halves and quarters alone, as in 2, 2.5 or 1.75")
    return abs(number)


def _six_decimals(degrees: Decimal) -> Decimal:
    return degrees.quantize(SIX_DECIMALS) + 0  # 0 has a sign in JSON


def _short_enough(text: str) -> str:
    if len(text.encode()) > DESCRIPTION_MAX:
        raise ValueError(f"at most {DESCRIPTION_MAX} bytes of UTF-8 are allowed")
    return text


NotNull = not_null("a listing")
Number = Annotated[Decimal, BeforeValidator(_number)]
ListPrice = Annotated[
    Number,
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": MINOR_MAX}),
    Field(description="in major units, with the decimals that the currency has at most"),
]
PriceOnRequest = Annotated[bool, Field(strict=True, description="customers are not shown the price")]
Currency = Annotated[
    str,
    StringConstraints(strict=True, min_length=3, max_length=3),
    Field(description="ISO 4217, or SPL", json_schema_extra={"pattern": f"^({'|'.join(sorted(DECIMALS))})$"}),
]
Latitude = Annotated[
    Number,
    Field(ge=-90, le=90),
    AfterValidator(_six_decimals),
    WithJsonSchema({"type": "number", "minimum": -90, "maximum": 90}),
    Field(description="degrees north"),
]
Longitude = Annotated[
    Number,
    Field(ge=-180, le=180),
    AfterValidator(_six_decimals),
    WithJsonSchema({"type": "number", "minimum": -180, "maximum": 180}),
    Field(description="degrees east"),
]
ImageText = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=TEXT_MAX), AfterValidator(one_line)]
Description = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=DESCRIPTION_MAX),
    AfterValidator(paragraphs),
    AfterValidator(_short_enough),
]
