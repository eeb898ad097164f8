"""What customers say of themselves: a name, a mail address or a phone number, and one field to leave empty.

Nothing of it is sent anywhere as a mail: an agent reads it at the desk. It still is what a mail's header takes, so that
an address that is clicked there, or used by a program later, cannot add a header of its own.
"""

import re
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from unicorn_kit.models import Body, OrAbsent
from unicorn_kit.texts import one_line

EMAIL_MAX = 254  # RFC 5321, 4.5.3.1.3
_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@{_LABEL}(\.{_LABEL})+"
PHONE = r"[+(]?[0-9]([0-9 ()/.-]{3,28})[0-9]"


def _email(text: str) -> str:
    if any(char.isspace() or not char.isprintable() for char in text):
        raise ValueError("holds a space, a line end or another character that no e-mail address has; remove it")
    if not text.isascii():
        raise ValueError("holds a letter beyond ASCII; write the address as mail servers do, its domain as xn--…")
    if len(text.rpartition("@")[0]) > 64 or not re.fullmatch(EMAIL, text):  # noqa: PLR2004 - RFC 5321, 4.5.3.1.1
        raise ValueError("is no e-mail address; write it as in name@example.com")
    return text


def _phone(text: str) -> str:
    if not re.fullmatch(PHONE, text):
        raise ValueError("is no phone number; write digits, spaces and +()/.- alone, as in +1 555 0100")
    return text


def _empty(given: Any) -> Any:
    if given != "":
        raise ValueError("leave this empty: it is there to recognize programs that fill in everything")
    return given


def _string(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string"} | schema)


Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=100), AfterValidator(one_line)]
Email = Annotated[
    str,
    StringConstraints(strict=True, max_length=EMAIL_MAX),
    AfterValidator(_email),
    _string(maxLength=EMAIL_MAX, pattern=f"^{EMAIL}$"),
]
Phone = Annotated[
    str,
    StringConstraints(strict=True, max_length=31),
    AfterValidator(_phone),
    _string(maxLength=31, pattern=f"^{PHONE}$"),
]
LeftEmpty = Annotated[
    str,
    BeforeValidator(_empty),
    _string(maxLength=0),
    Field(description="a field that people do not see: a program that fills it in is refused"),
]


def _one_of_them(schema: dict[str, Any]) -> None:
    schema["anyOf"] = [{"required": ["email"]}, {"required": ["phone"]}]
    for name in ("email", "phone"):
        schema["properties"][name] = schema["properties"][name]["anyOf"][0]


class Customer(Body):
    """The part of a body in which somebody without an account says who it is, and how to answer."""

    model_config = ConfigDict(json_schema_extra=_one_of_them)

    name: Name
    email: Annotated[Email | None, OrAbsent] = None
    phone: Annotated[Phone | None, OrAbsent] = None
    website: LeftEmpty = Field(default="")

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if self.email is None and self.phone is None:
            raise ValueError("give an e-mail address or a phone number, so that the agent can answer")
        return self
