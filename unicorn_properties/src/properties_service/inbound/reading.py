"""Events of other contexts and our own replayed ones: only the fields that we read, in every form that is sent."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from properties_service.domain.approval import Publication
from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.home import Home
from properties_service.domain.request import PublicationRequest
from unicorn_kernel.address import FIELDS, Address, InvalidAddress, address_key, canonical, one_line
from unicorn_kernel.house_numbers import as_text
from unicorn_kernel.property_id import normalise
from unicorn_kit.errors import Unreadable

OLD_TIME = "%d/%m/%Y %H:%M:%S"  # from older systems, in UTC
IMAGES = 100  # more than any listing may have
DESCRIPTION_BYTES = 50_000  # ten calls of the sentiment service
CAPTIONS = 2 * IMAGES  # an alternative text and a caption each
CAPTION_BYTES = 1_000


def _moment(value: object) -> object:
    if isinstance(value, str) and "/" in value:
        return datetime.strptime(value, OLD_TIME).replace(tzinfo=UTC)
    return value


def _or_none(value: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(value)
    except ValidationError:
        return None


def _at_most(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text.encode()) > limit:
            raise ValueError(f"longer than {limit} bytes")
        return text

    return AfterValidator(check)


PropertyId = Annotated[str, AfterValidator(normalise)]
AddressKey = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
TOLERANT = ConfigDict(frozen=True, extra="ignore")


class Metadata(BaseModel):
    """The metadata of an event with a sequence."""

    model_config = TOLERANT

    event_id: str = Field(min_length=1, max_length=64)
    correlation_id: str = Field(min_length=1, max_length=128)
    schema_version: Literal[1]
    sequence: int = Field(ge=1)


class DecidedMetadata(Metadata):
    """The metadata of a decision."""

    occurred_at: AwareDatetime


class EventAddress(BaseModel):
    """An address in any spelling; earlier versions send four fields, older systems a number that is no text."""

    model_config = TOLERANT

    country: str
    region: str | None = None
    city: str
    postcode: str | None = None
    street: str
    number: Annotated[str, BeforeValidator(as_text)]
    unit: str | None = None

    @property
    def home(self) -> Home:
        try:
            address = canonical(Address(**self.model_dump()))
            return Home(key=address_key(address), line=one_line(address))
        except InvalidAddress:  # of an earlier version, which took it; no contract's address can be the same
            given = json.dumps([getattr(self, name) for name in FIELDS])
            return Home(key=hashlib.sha256(given.encode()).hexdigest())


AddressIfReadable = Annotated[EventAddress | None, WrapValidator(_or_none)]


class ContractStatusChanged(BaseModel):
    """From unicorn.contracts."""

    model_config = TOLERANT

    metadata: Metadata | None = None
    property_id: PropertyId
    contract_id: str | None = Field(default=None, max_length=64)
    contract_status: ContractStatus
    contract_last_modified_on: Moment
    address_key: AddressKey | None = None  # events of earlier versions and of older systems have none
    address: AddressIfReadable = None

    @classmethod
    def read(cls, envelope: Any) -> Self:
        """Return the event of an EventBridge envelope. Raises Unreadable."""
        return _read(cls, envelope)

    def fact(self, envelope_id: str, *, arrived_at: datetime) -> ContractFact:
        """Return the fact. One without a sequence is ordered by its time, which is not believed beyond its arrival."""
        modified_at = self.contract_last_modified_on
        return ContractFact(
            property_id=self.property_id,
            contract_id=self.contract_id,
            status=self.contract_status,
            as_of=modified_at if self.metadata else min(modified_at, arrived_at),
            sequence=self.metadata.sequence if self.metadata else None,
            event_id=self.metadata.event_id if self.metadata else envelope_id,
            home=self._home,
        )

    @property
    def _home(self) -> Home | None:
        if self.address_key is None:
            return None
        return Home(key=self.address_key, line=self.address.home.line if self.address else None)


class RequestIds(BaseModel):
    """The fields of a PublicationApprovalRequested that are needed to answer it, if the rest cannot be read."""

    model_config = TOLERANT

    metadata: Annotated[Metadata | None, WrapValidator(_or_none)] = None
    property_id: PropertyId
    request_id: str | None = Field(default=None, min_length=1, max_length=64)

    @classmethod
    def read(cls, envelope: Any) -> Self:
        """Return the fields of the event in an EventBridge envelope. Raises Unreadable."""
        return _read(cls, envelope)

    def request(self, envelope_id: str) -> PublicationRequest:
        """Return the request; one from an older system gets the id of its envelope."""
        return PublicationRequest(
            property_id=self.property_id,
            request_id=self.request_id or envelope_id,
            sequence=self.metadata.sequence if self.metadata else 0,
            correlation_id=self.metadata.correlation_id if self.metadata else envelope_id,
            causation_id=self.metadata.event_id if self.metadata else envelope_id,
            texts=(),
            images=(),
        )


class PublicationApprovalRequested(RequestIds):
    """From unicorn.web."""

    metadata: Metadata | None = None
    address: AddressIfReadable = None
    headline: Annotated[str, _at_most(CAPTION_BYTES)] | None = None
    description: Annotated[str, _at_most(DESCRIPTION_BYTES)] | None = None
    captions: list[Annotated[str, _at_most(CAPTION_BYTES)]] | None = Field(default=None, max_length=CAPTIONS)
    images: list[Annotated[str, Field(min_length=1, max_length=1024)]] | None = Field(default=None, max_length=IMAGES)

    def request(self, envelope_id: str) -> PublicationRequest:
        images = tuple(dict.fromkeys(self.images or []))
        texts = (self.headline or "", self.description or "", "\n".join(self.captions or []))
        home = self.address.home if self.address else None
        return replace(super().request(envelope_id), texts=texts, images=images, home=home)


class _Decision(BaseModel):
    """A decision of this context, replayed from the bus's archive."""

    model_config = TOLERANT

    metadata: DecidedMetadata | None = None  # older systems send none; their events are not replayed
    property_id: PropertyId
    request_id: str | None = Field(default=None, min_length=1, max_length=64)

    @classmethod
    def read(cls, envelope: Any) -> Self:
        """Return the decision of an EventBridge envelope. Raises Unreadable."""
        return _read(cls, envelope)

    @property
    def decided(self) -> tuple[DecidedMetadata, str]:
        """The decision's metadata and the id of the request that it answers. Raises Unreadable if one is missing."""
        if self.metadata is None or self.request_id is None:
            raise Unreadable("metadata, request_id: one of them is missing")
        return self.metadata, self.request_id


class PublicationEvaluationCompleted(_Decision):
    """Our own, replayed."""

    evaluation_result: str
    contract_id: str | None = Field(default=None, max_length=64)
    address_key: AddressKey | None = None

    def request(self) -> PublicationRequest:
        metadata, request_id = self.decided
        return PublicationRequest(
            property_id=self.property_id,
            request_id=request_id,
            sequence=metadata.sequence // 2,
            correlation_id=metadata.correlation_id,
            causation_id=metadata.event_id,
            texts=(),
            images=(),
        )

    def publication(self) -> Publication | None:
        """Return the publication that was approved; None for a declined request."""
        if self.evaluation_result != "APPROVED":
            return None
        metadata, request_id = self.decided
        return Publication(
            property_id=self.property_id,
            request_id=request_id,
            contract_id=self.contract_id,
            sequence=metadata.sequence,
            correlation_id=metadata.correlation_id,
            home=Home(key=self.address_key) if self.address_key else None,
        )


class PublicationRevoked(_Decision):
    """Our own, replayed."""


type Decision = PublicationEvaluationCompleted | PublicationRevoked


def decision_of(envelope: Any) -> Decision | None:
    """Return the decision in an EventBridge envelope, None if it is another event. Raises Unreadable."""
    detail_type = envelope.get("detail-type") if isinstance(envelope, dict) else None
    if detail_type == PublicationRevoked.__name__:
        return PublicationRevoked.read(envelope)
    if detail_type == PublicationEvaluationCompleted.__name__:
        return PublicationEvaluationCompleted.read(envelope)
    return None


def arrival_of(envelope: Any, *, now: datetime) -> datetime:
    """Return when an event arrived on the bus: the `time` of its envelope, which publishers may set, but not ahead."""
    try:
        return min(datetime.fromisoformat(envelope["time"]), now)
    except (KeyError, TypeError, ValueError):
        return now


def json_of(body: str) -> Any:
    """Return the envelope in a message's body. Raises Unreadable."""
    try:
        return json.loads(body)
    except ValueError as error:
        raise Unreadable("the message is not JSON") from error


def _read[M: BaseModel](model: type[M], envelope: Any) -> M:
    try:
        return model.model_validate(envelope["detail"])
    except ValidationError as invalid:
        faults = (f"{'.'.join(map(str, fault['loc'])) or 'detail'}: {fault['msg']}" for fault in invalid.errors())
        raise Unreadable("; ".join(faults)) from invalid
    except (KeyError, TypeError) as error:
        raise Unreadable("the envelope has no detail") from error
