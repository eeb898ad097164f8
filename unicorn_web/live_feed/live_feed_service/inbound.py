"""Any event of any context, as far as the feed reads it."""

from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from live_feed_service.domain import LiveEvent
from unicorn_kernel.property_id import normalise
from unicorn_kit.errors import Unreadable


def _moment(given: Any) -> Any:
    """Read an older system's date, which is in UTC; pydantic reads any other."""
    if isinstance(given, str) and given[2:3] == "/":
        return datetime.strptime(given, "%d/%m/%Y %H:%M:%S").replace(tzinfo=UTC)
    return given


Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
PropertyId = Annotated[str, BeforeValidator(lambda given: normalise(given) if isinstance(given, str) else given)]


class _Inbound(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Trace(_Inbound):
    """The ids and the time in an event's metadata, as far as it has them."""

    event_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    correlation_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    occurred_at: Moment | None = None
    property_id: PropertyId | None = None

    @classmethod
    def of(cls, detail: dict[str, Any]) -> Self:
        metadata = detail.get("metadata")
        given = metadata if isinstance(metadata, dict) else {}
        try:
            return cls.model_validate(given | {"property_id": detail.get("property_id")})
        except ValidationError:  # an event of an unknown form is shown all the same
            return cls()


class AnyEvent(_Inbound):
    """An event as EventBridge delivers it."""

    id: Annotated[str, Field(min_length=1, max_length=200)]
    time: Moment
    source: str
    detail_type: str = Field(alias="detail-type")
    detail: dict[str, Any]

    def to_domain(self) -> LiveEvent:
        trace = Trace.of(self.detail)
        return LiveEvent(
            event_id=trace.event_id or self.id,
            time=trace.occurred_at or self.time,
            source=self.source,
            detail_type=self.detail_type,
            property_id=trace.property_id,
            correlation_id=trace.correlation_id,
            detail=_shown(self.detail),
        )


def _shown(detail: dict[str, Any]) -> dict[str, Any]:
    """Return what anyone may read of a detail: no price that is on request."""
    return {name: value for name, value in detail.items() if name != "listprice" or not detail.get("price_on_request")}


def read(text: str) -> AnyEvent:
    """Return the event in an envelope. Raises Unreadable."""
    try:
        return AnyEvent.model_validate_json(text)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc'])) or 'envelope'}: {fault['msg']}" for fault in error.errors())
        raise Unreadable("; ".join(faults)) from error
