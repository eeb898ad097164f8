"""Enquiries as who asked and as agents see them."""

from typing import TYPE_CHECKING

from unicorn_kit.moments import rfc3339
from web_service.domain.enquiries.enquiry import Enquiry

if TYPE_CHECKING:
    from web_service.api.enquiries import answers


def receipt_view(enquiry: Enquiry) -> "answers.EnquiryReceipt":
    return {
        "enquiry_id": str(enquiry.enquiry_id),
        "property_id": enquiry.property_id,
        "state": enquiry.state,
        "closed_because": enquiry.closed_because,
        "received_at": rfc3339(enquiry.received_at),
    }


def enquiry_view(enquiry: Enquiry) -> "answers.Enquiry":
    question = enquiry.question
    return {
        **receipt_view(enquiry),
        "agent": enquiry.agent,
        "name": question.name,
        "email": question.email,
        "phone": question.phone,
        "text": question.text,
        "version": enquiry.version,
        "modified_at": rfc3339(enquiry.modified_at),
        "deleted_at": rfc3339(enquiry.expires_at),
    }
