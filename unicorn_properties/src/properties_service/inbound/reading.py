"""What all events that are read share: only the fields that we need, in every form that is sent."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

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

from properties_service.domain.home import Home
from unicorn_kernel.address import FIELDS, Address, InvalidAddress, address_key, canonical, one_line
from unicorn_kernel.house_numbers import as_text
from unicorn_kernel.property_id import normalise
from unicorn_kernel.sequences import SEQUENCE_MAX
from unicorn_kit.errors import Unreadable

DECISIONS = ("PublicationEvaluationCompleted", "PublicationRevoked")
OLD_TIME = "%d/%m/%Y %H:%M:%S"  # from older systems, in UTC


def _moment(value: object) -> object:
    if isinstance(value, str) and "/" in value:
        return datetime.strptime(value, OLD_TIME).replace(tzinfo=UTC)
    return value


def or_none(value: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(value)
    except ValidationError:
        return None


PropertyId = Annotated[str, AfterValidator(normalise)]
AddressKey = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
TOLERANT = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class Metadata(BaseModel):
    """The metadata of an event with a sequence."""

    model_config = TOLERANT

    event_id: str = Field(min_length=1, max_length=64)
    correlation_id: str = Field(min_length=1, max_length=128)
    schema_version: Literal[1]
    sequence: int = Field(ge=1, le=SEQUENCE_MAX)


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
            address = canonical(Address(**{name: getattr(self, name) for name in FIELDS}))
            return Home(key=address_key(address), line=one_line(address))
        except InvalidAddress:  # of an earlier version, which took it; no contract's address can be the same
            given = json.dumps([getattr(self, name) for name in FIELDS])
            return Home(key=hashlib.sha256(given.encode()).hexdigest())


AddressIfReadable = Annotated[EventAddress | None, WrapValidator(or_none)]


def arrival_of(envelope: Any, *, now: datetime) -> datetime:
    """Return when an event arrived on the bus: the `time` of its envelope, which publishers may set, but not ahead."""
    try:
        return min(datetime.fromisoformat(envelope["time"]), now)
    except (KeyError, TypeError, ValueError):
        return now


def is_decision(envelope: Any) -> bool:
    """Whether an envelope holds a decision of this context, which decisions.py reads."""
    return detail_type_of(envelope) in DECISIONS


def detail_type_of(envelope: Any) -> Any:
    return envelope.get("detail-type") if isinstance(envelope, dict) else None


def json_of(body: str) -> Any:
    """Return the envelope in a message's body. Raises Unreadable."""
    try:
        return json.loads(body)
    except ValueError as error:
        raise Unreadable("the message is not JSON") from error


def read[M: BaseModel](model: type[M], envelope: Any) -> M:
    try:
        return model.model_validate(envelope["detail"])
    except ValidationError as invalid:
        faults = (f"{'.'.join(map(str, fault['loc'])) or 'detail'}: {fault['msg']}" for fault in invalid.errors())
        raise Unreadable("; ".join(faults)) from invalid
    except (KeyError, TypeError) as error:
        raise Unreadable("the envelope has no detail") from error
