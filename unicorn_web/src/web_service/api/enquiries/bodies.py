"""The bodies of requests about enquiries."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from unicorn_kit.models import Body
from web_service.api.enquiries.fields import Email, LeftEmpty, Name, Phone, Text
from web_service.domain.enquiries.enquiry import EnquiryState, Question


def _one_of_them(schema: dict[str, Any]) -> None:
    schema["anyOf"] = [{"required": ["email"]}, {"required": ["phone"]}]
    for name in ("email", "phone"):
        schema["properties"][name] = schema["properties"][name]["anyOf"][0]


def _not_null(given: Any) -> Any:
    if given is None:
        raise ValueError("leave it out if there is none")
    return given


NotNull = BeforeValidator(_not_null)


class AskAboutHome(Body):
    """The body of POST /properties/{country}/{city}/{street}/{number}/enquiries."""

    model_config = ConfigDict(json_schema_extra=_one_of_them)

    name: Name
    email: Annotated[Email | None, NotNull] = None
    phone: Annotated[Phone | None, NotNull] = None
    text: Text
    website: LeftEmpty = Field(default="")

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if self.email is None and self.phone is None:
            raise ValueError("give an e-mail address or a phone number, so that the agent can answer")
        return self

    def to_domain(self) -> Question:
        return Question(name=self.name, email=self.email, phone=self.phone, text=self.text)


class MoveEnquiry(Body):
    """The body of PATCH /properties/{country}/{city}/{street}/{number}/enquiries/{enquiry_id}."""

    state: EnquiryState
