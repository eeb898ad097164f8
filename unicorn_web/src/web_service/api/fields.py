"""Field types that bodies share, each with its limits."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from unicorn_kernel.address import canonical_field
from unicorn_kernel.house_numbers import as_text
from unicorn_kit.texts import one_line, paragraphs

TEXT_MAX = 200  # characters of a text about an image
ADDRESS_TEXT_MAX = 500  # characters of a field of an address as typed; its canonical spelling has at most 60
DESCRIPTION_MAX = 5000  # bytes: the most that sentiment analysis reads in one piece


class Body(BaseModel):
    """A request body: no unknown fields, and built when it is first needed."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # a cold start needs one of them


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


def _short_enough(text: str) -> str:
    if len(text.encode()) > DESCRIPTION_MAX:
        raise ValueError(f"at most {DESCRIPTION_MAX} bytes of UTF-8 are allowed")
    return text


def _not_null(given: Any) -> Any:
    if given is None:
        raise ValueError("a listing needs this; leave it out to keep the old value")
    return given


def _spellable(text: str, field: ValidationInfo) -> str:
    canonical_field(str(field.field_name), text)
    return text


NotNull = BeforeValidator(_not_null)
Number = Annotated[Decimal, BeforeValidator(_number)]
ListPrice = Annotated[Number, WithJsonSchema({"type": "number"}), Field(description="in major units")]
PriceOnRequest = Annotated[bool, Field(strict=True, description="customers are not shown the price")]
Currency = Annotated[str, StringConstraints(strict=True, min_length=3, max_length=3)]
AddressText = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=ADDRESS_TEXT_MAX), AfterValidator(_spellable)
]
_DIGITS = {"type": "integer", "minimum": 0}  # as clients of older systems send a house number
HouseNumber = Annotated[
    AddressText,
    BeforeValidator(as_text),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1, "maxLength": ADDRESS_TEXT_MAX}, _DIGITS]}),
]
PropertyIdText = Annotated[str, StringConstraints(strict=True, min_length=7, max_length=300)]
ImageText = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=TEXT_MAX), AfterValidator(one_line)]
Description = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=DESCRIPTION_MAX),
    AfterValidator(paragraphs),
    AfterValidator(_short_enough),
]
