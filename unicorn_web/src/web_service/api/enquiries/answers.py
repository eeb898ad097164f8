"""Enquiries in answers. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from web_service.api.answers import Moment
from web_service.domain.enquiries.enquiry import ClosedBecause, EnquiryState

EnquiryId = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
Because = Annotated[ClosedBecause | None, Field(description="why it was closed; null while it is open")]


class EnquiryReceipt(TypedDict):
    """What who asked is told of an enquiry: nothing that was written in it."""

    enquiry_id: EnquiryId
    property_id: str
    state: EnquiryState
    closed_because: Because
    received_at: Moment


class Enquiry(EnquiryReceipt):
    """An enquiry as the listing's agent sees it."""

    agent: str
    name: str
    email: str | None
    phone: str | None
    text: str
    version: int
    modified_at: Moment
    deleted_at: Annotated[Moment, Field(description="from then on nobody can read it")]
