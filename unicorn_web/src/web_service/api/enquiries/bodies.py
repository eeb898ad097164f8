"""The bodies of requests about enquiries."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from unicorn_kit.models import Body
from unicorn_kit.texts import paragraphs
from web_service.api.customers import Customer
from web_service.domain.enquiries.enquiry import EnquiryState, Question

TEXT_MAX = 2000  # characters
Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=TEXT_MAX), AfterValidator(paragraphs)]


class AskAboutHome(Customer):
    """The body of POST /properties/{country}/{city}/{street}/{number}/enquiries."""

    text: Text

    def to_domain(self) -> Question:
        return Question(name=self.name, email=self.email, phone=self.phone, text=self.text)


class MoveEnquiry(Body):
    """The body of PATCH /properties/{country}/{city}/{street}/{number}/enquiries/{enquiry_id}."""

    state: EnquiryState
