"""Clock → contracts whose last day is over are EXPIRED."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from contracts_service import use_cases, wiring
from contracts_service.domain.change import Origin
from contracts_service.wiring import logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, int]:
    run = context.aws_request_id
    call = wiring.call(Origin(agent="expire_contracts", correlation_id=run, causation_id=run))
    # The schedule gives the moment that it means; a late delivery must not turn the clock back.
    if "time" in event:
        call = replace(call, now=max(call.now, datetime.fromisoformat(event["time"])))
    expired = use_cases.expire_contracts(contracts=wiring.contracts(), call=call)
    logger.info("contracts_expired", extra={"expired": expired})
    return {"expired": expired}
