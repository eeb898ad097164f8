"""The events this context publishes. Their schemas are checked in under events/schemas/."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from properties_service.domain.approval import RequestReview, RevocationReason, Revoke
from properties_service.domain.reasons import Reason, ReasonCode
from properties_service.domain.request import PublicationRequest, idempotency_key, revocation_sequence
from unicorn_kernel.property_id import PATTERN
from unicorn_kernel.sequences import DECISION_SEQUENCE_MAX
from unicorn_kit.metadata import EVENT, Moment, may_be_missing
from unicorn_kit.metadata import Metadata as AnyMetadata

PropertyId = Annotated[
    str, Field(pattern=PATTERN, description="country/city/street/number, in small letters, digits and dashes")
]
RequestId = Annotated[str, Field(min_length=1, max_length=64, description="of the request that is answered")]


def _open_list(values: type[StrEnum]) -> WithJsonSchema:
    """Publish a list that may become longer: consumers accept values that they do not know.

    Its values are `examples`, which every validator knows and none enforces.
    """
    return WithJsonSchema({"type": "string", "examples": [value.value for value in values]})


class EvaluationResult(StrEnum):
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"


class Metadata(AnyMetadata):
    """Ids, time, version and sequence of an event, beside its data."""

    sequence: int = Field(
        ge=1,
        le=DECISION_SEQUENCE_MAX,
        description="twice that of the request; a revocation comes one after its evaluation",
    )


class EvaluationReason(BaseModel):
    """One reason against publication, or one question to a person, in words for the agent."""

    model_config = EVENT

    code: Annotated[ReasonCode, _open_list(ReasonCode)]
    subject: str = Field(
        description="a property id, a contract id, an image's key, `images`, or the field of a text, as `description`"
    )
    message: str = Field(description="what is wrong and how to fix it")


class PublicationEvaluationCompleted(BaseModel):
    """A request to publish a listing was approved, or declined with every reason."""

    model_config = EVENT | ConfigDict(json_schema_extra=may_be_missing("contract_id", "address_key"))
    source: ClassVar[str] = "unicorn.properties"

    metadata: Metadata
    property_id: PropertyId
    request_id: RequestId
    evaluation_result: EvaluationResult
    reasons: list[EvaluationReason] = Field(description="none if approved")
    contract_id: str | None = Field(default=None, max_length=64, description="the contract that an approval rests on")
    address_key: str | None = Field(
        default=None,
        pattern="^[0-9a-f]{64}$",
        description="digest of the address that an approval is about: docs/addresses.md",
    )

    @classmethod
    def declined(cls, request: PublicationRequest, reasons: Sequence[Reason], *, event_id: UUID, at: datetime) -> Self:
        metadata = Metadata(
            event_id=event_id,
            idempotency_key=idempotency_key(request.request_id, "evaluation"),
            correlation_id=request.correlation_id,
            causation_id=request.causation_id,
            occurred_at=at,
            sequence=request.evaluation_sequence,
        )
        return cls(
            metadata=metadata,
            property_id=request.property_id,
            request_id=request.request_id,
            evaluation_result=EvaluationResult.DECLINED,
            reasons=[EvaluationReason(**asdict(reason)) for reason in reasons],
        )


class PublicationReviewRequested(BaseModel):
    """No machine can judge the content of a listing, or its agent has appealed: a person is asked."""

    model_config = EVENT
    source: ClassVar[str] = "unicorn.properties"

    metadata: Metadata
    property_id: PropertyId
    request_id: Annotated[str, Field(min_length=1, max_length=64, description="of the request that waits")]
    questions: list[EvaluationReason] = Field(
        description="what no machine can judge, or what an appeal is about; none if a person has declined that before"
    )
    answer_by: Moment = Field(description="until when a decision counts; then the request is declined, in UTC")

    @classmethod
    def of(cls, request: RequestReview) -> Self:
        waiter, review = request.waiter, request.review
        metadata = Metadata(
            event_id=UUID(review.event_id),
            idempotency_key=idempotency_key(waiter.request_id, "review"),
            correlation_id=review.correlation_id,
            causation_id=review.causation_id,
            occurred_at=waiter.since,
            sequence=review.sequence,
        )
        return cls(
            metadata=metadata,
            property_id=waiter.property_id,
            request_id=waiter.request_id,
            questions=[EvaluationReason(**asdict(question)) for question in review.questions],
            answer_by=request.answer_by,
        )


class PublicationRevoked(BaseModel):
    """A listing that was approved may no longer be shown: its contract has ended."""

    model_config = EVENT
    source: ClassVar[str] = "unicorn.properties"

    metadata: Metadata
    property_id: PropertyId
    request_id: RequestId
    reason: Annotated[RevocationReason, _open_list(RevocationReason)]

    @classmethod
    def of(cls, revoke: Revoke, *, event_id: UUID, at: datetime) -> Self:
        publication = revoke.publication
        metadata = Metadata(
            event_id=event_id,
            idempotency_key=idempotency_key(publication.request_id, "revocation"),
            correlation_id=publication.correlation_id,
            causation_id=revoke.contract.event_id,
            occurred_at=at,
            sequence=revocation_sequence(publication.sequence),
        )
        return cls(
            metadata=metadata,
            property_id=publication.property_id,
            request_id=publication.request_id,
            reason=revoke.reason,
        )
