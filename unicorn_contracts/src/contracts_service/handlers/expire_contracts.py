"""Clock → contracts whose last day is over are EXPIRED."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from contracts_service import use_cases, wiring
from contracts_service.domain.change import Origin
from contracts_service.use_cases import Call
from contracts_service.wiring import logger
from unicorn_kit.rounds import Budget

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

CONTRACTS_MAX = 10_000  # in one run; about what its time allows


class NotAllExpired(Exception):
    """Raised at the end of a run in which contracts failed: Lambda then runs it again, and rings in the end."""


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, int]:
    def seconds_left() -> float:
        return context.get_remaining_time_in_millis() / 1000

    run_id = context.aws_request_id
    call = wiring.call(Origin(agent="expire_contracts", correlation_id=run_id, causation_id=run_id))
    with wiring.expiry_runs().begin(run_id, now=call.now, seconds=seconds_left()) as run:
        if run is None:
            logger.info("another_run_is_active")
            return {"expired": 0}
        expiry = use_cases.expire_contracts(
            expiring=wiring.expiring(),
            after=run.position,
            move=run.move,
            budget=Budget(seconds_left, CONTRACTS_MAX),
            contracts=wiring.contracts(),
            call=_at_the_time_of(event, call),
        )
    logger.info("contracts_expired", extra={"expired": expiry.expired, "failed": expiry.failed})
    if expiry.failed:
        raise NotAllExpired(str(expiry.failed))
    return {"expired": expiry.expired}


def _at_the_time_of(event: dict[str, Any], call: Call) -> Call:
    """Take the moment that the schedule means; a late delivery must not turn the clock back."""
    if "time" not in event:
        return call
    return replace(call, now=max(call.now, datetime.fromisoformat(event["time"])))
