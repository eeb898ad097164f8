"""The events of other contexts, as far as this one reads them.

Older systems send flat details: no `metadata`, no `request_id`, dates as dd/mm/YYYY HH:MM:SS.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from unicorn_kernel.property_id import normalise
from unicorn_kit.errors import Unreadable
from web_service.domain.publication.request import Reason
from web_service.domain.publication.reviewing import Questions
from web_service.domain.publication.rules import Evaluation, Result, Revocation

REVOKED_BECAUSE = {
    "CONTRACT_CANCELLED": "The property's contract was cancelled.",
    "CONTRACT_CLOSED": "The property's contract is closed: it is sold or let.",
    "CONTRACT_EXPIRED": "The property's contract has expired.",
    "CONTRACT_REPLACED": "The property's contract has ended, and another was drafted.",
}


def _moment(given: Any) -> Any:
    """Read an older system's date, which is in UTC; any other is left to pydantic."""
    if isinstance(given, str) and given[2:3] == "/":
        return datetime.strptime(given, "%d/%m/%Y %H:%M:%S").replace(tzinfo=UTC)
    return given


Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
PropertyId = Annotated[str, BeforeValidator(lambda given: normalise(given) if isinstance(given, str) else given)]


class _Inbound(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class Metadata(_Inbound):
    occurred_at: Moment
    schema_version: Literal[1]
    correlation_id: str = ""


class EvaluationReason(_Inbound):
    code: str
    subject: str = ""
    message: str = ""


class _PublicationEvent(_Inbound):
    metadata: Metadata | None = None
    property_id: PropertyId
    request_id: UUID | None = None

    @property
    def correlation_id(self) -> str:
        return self.metadata.correlation_id if self.metadata else ""


class PublicationEvaluationCompleted(_PublicationEvent):
    """From unicorn.properties."""

    evaluation_result: Result
    reasons: tuple[EvaluationReason, ...] = ()

    def to_domain(self, occurred_at: datetime) -> Evaluation:
        return Evaluation(
            property_id=self.property_id,
            request_id=self.request_id,
            result=self.evaluation_result,
            reasons=tuple(Reason(**reason.model_dump()) for reason in self.reasons),
            occurred_at=occurred_at,
        )


class PublicationRevoked(_PublicationEvent):
    """From unicorn.properties."""

    reason: str

    def to_domain(self, occurred_at: datetime) -> Revocation:
        message = REVOKED_BECAUSE.get(self.reason, "The property may not be offered any longer.")
        return Revocation(
            property_id=self.property_id,
            request_id=self.request_id,
            reason=Reason(code=self.reason, subject="contract", message=message),
            occurred_at=occurred_at,
        )


class PublicationReviewRequested(_PublicationEvent):
    """From unicorn.properties."""

    request_id: UUID
    questions: tuple[EvaluationReason, ...]
    answer_by: AwareDatetime

    def to_domain(self, occurred_at: datetime) -> Questions:
        return Questions(
            property_id=self.property_id,
            request_id=self.request_id,
            questions=tuple(Reason(**question.model_dump()) for question in self.questions),
            answer_by=self.answer_by,
            occurred_at=occurred_at,
        )


class _Typed(_Inbound):
    detail_type: str = Field(default="", alias="detail-type")


class Envelope[Detail: _PublicationEvent](_Inbound):
    """An event as EventBridge delivers it."""

    time: Moment
    detail: Detail

    @property
    def occurred_at(self) -> datetime:
        """When the event occurred: never later than its arrival, which `time` states in whole seconds."""
        stated = self.detail.metadata.occurred_at if self.detail.metadata else self.time
        return self.time if stated.replace(microsecond=0) > self.time else stated


def detail_type(text: str) -> str:
    """Return the detail type that an envelope states. Raises Unreadable."""
    try:
        return _Typed.model_validate_json(text).detail_type
    except ValidationError as error:
        raise _unreadable(error) from error


def read[Detail: _PublicationEvent](text: str, model: type[Detail]) -> Envelope[Detail]:
    """Return the event that an envelope holds. Raises Unreadable."""
    try:
        return Envelope[model].model_validate_json(text)  # type: ignore[valid-type]  # a model made at run time
    except ValidationError as error:
        raise _unreadable(error) from error


def _unreadable(error: ValidationError) -> Unreadable:
    faults = (f"{'.'.join(map(str, fault['loc'])) or 'envelope'}: {fault['msg']}" for fault in error.errors())
    return Unreadable("; ".join(faults))
