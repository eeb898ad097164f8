"""How enquiries are stored, and the facts about them.

Personal data stands in the enquiries' own table alone, which has no stream and no backups: what expires there is gone.

| table     | pk           | sk         | what                                                                |
|-----------|--------------|------------|---------------------------------------------------------------------|
| enquiries | property id  | enquiry id | an enquiry, with its customer's name, address and text              |
| enquiries | LIMIT#name   | hour       | how many were sent; an address stands there only as a keyed digest  |
| listings  | ENQUIRY#id   | ENQUIRY    | the last fact about an enquiry, which the table's stream publishes  |
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.attributes import to_item, to_values
from unicorn_kit.moments import rfc3339
from web_service.domain.agent import Origin
from web_service.domain.enquiries.enquiry import ClosedBecause, Enquiry, EnquiryState, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

FACT = "ENQUIRY"  # sort key of facts, and the start of their partition keys
RECEIVED, CLOSED = "EnquiryReceived", "EnquiryClosed"


def enquiry_key(property_id: str, enquiry_id: UUID) -> dict[str, "Value"]:
    return {"pk": {"S": property_id}, "sk": {"S": str(enquiry_id)}}


def inbox_of(agent: str, state: EnquiryState) -> str:
    """Return the key of one state of an agent's inbox."""
    return f"{state}#{agent}"


def enquiry_item(enquiry: Enquiry) -> dict[str, "Value"]:
    question = enquiry.question
    return to_item(
        {
            "pk": enquiry.property_id,
            "sk": str(enquiry.enquiry_id),
            "inbox": inbox_of(enquiry.agent, enquiry.state),
            "agent": enquiry.agent,
            "name": question.name,
            "email": question.email,
            "phone": question.phone,
            "text": question.text,
            "listed_since": enquiry.listed_since,
            "enquiry_state": enquiry.state,
            "closed_because": enquiry.closed_because,
            "version": enquiry.version,
            "received_at": rfc3339(enquiry.received_at),
            "modified_at": rfc3339(enquiry.modified_at),
            "expires_at": int(enquiry.expires_at.timestamp()),
            "correlation_id": enquiry.origin.correlation_id,
            "causation_id": enquiry.origin.causation_id,
        }
    )


def to_enquiry(item: "Mapping[str, Any]") -> Enquiry:
    found = to_values(item)
    because = found.get("closed_because")
    return Enquiry(
        enquiry_id=UUID(found["sk"]),
        property_id=found["pk"],
        agent=found["agent"],
        question=Question(name=found["name"], email=found.get("email"), phone=found.get("phone"), text=found["text"]),
        listed_since=found["listed_since"],
        state=EnquiryState(found["enquiry_state"]),
        closed_because=ClosedBecause(because) if because else None,
        version=found["version"],
        received_at=datetime.fromisoformat(found["received_at"]),
        modified_at=datetime.fromisoformat(found["modified_at"]),
        expires_at=datetime.fromtimestamp(found["expires_at"], UTC),
        origin=Origin(correlation_id=found["correlation_id"], causation_id=found["causation_id"]),
    )


def fact_item(enquiry: Enquiry, event_id: UUID, origin: Origin) -> dict[str, "Value"]:
    """Return the fact that an enquiry was received or closed: neither its words nor a name."""
    return to_item(
        {
            "pk": f"{FACT}#{enquiry.enquiry_id}",
            "sk": FACT,
            "fact": CLOSED if enquiry.state is EnquiryState.CLOSED else RECEIVED,
            "property_id": enquiry.property_id,
            "enquiry_id": str(enquiry.enquiry_id),
            "closed_because": enquiry.closed_because,
            "sequence": enquiry.version,
            "event_id": str(event_id),
            "occurred_at": rfc3339(enquiry.modified_at),
            "correlation_id": origin.correlation_id,
            "causation_id": origin.causation_id,
            "expires_at": int(enquiry.expires_at.timestamp()),
        }
    )
