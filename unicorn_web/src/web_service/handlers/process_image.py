"""An agent's upload (S3 → bus → queue) → an image of its listing, or the reason of its rejection."""

import json
import re
from typing import Any
from uuid import UUID

from aws_lambda_powertools.utilities.typing import LambdaContext

from unicorn_kit.errors import Unreadable
from web_service import wiring
from web_service.handlers.messages import handle_batch
from web_service.telemetry import logger
from web_service.use_cases.images import Arrival, receive_upload

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
KEY = re.compile(rf"incoming/(?P<property_id>[a-z0-9-]+(?:/[a-z0-9-]+){{3}})/(?P<image_id>{_UUID})")
RECEIVES_MAX = 5  # as the queue has it: the delivery after which a message is a dead letter


def to_arrival(message: dict[str, Any]) -> Arrival | None:
    """Return the upload that a message is about, None if it is not an agent's. Raises Unreadable."""
    try:
        key = json.loads(message["body"])["detail"]["object"]["key"]
        receives = int(message["attributes"]["ApproximateReceiveCount"])
        found = KEY.fullmatch(key)
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    if found is None:
        return None
    return Arrival(
        property_id=found["property_id"],
        image_id=UUID(found["image_id"]),
        is_last_attempt=receives >= RECEIVES_MAX,
    )


def handle_message(message: dict[str, Any]) -> None:
    arrival = to_arrival(message)
    if arrival is None:
        logger.warning("stray_upload", extra={"message_id": message["messageId"]})
        return
    status = receive_upload(
        arrival,
        listings=wiring.listings(),
        images=wiring.image_bucket(),
        image_processor=wiring.image_processor(),
        now=wiring.now(),
    )
    outcome = f"Picture{status.title()}" if status else "PictureIgnored"
    extra = {"fact": outcome, "property_id": arrival.property_id, "image_id": str(arrival.image_id)}
    logger.info("image_processed", extra=extra)


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return handle_batch(event, handle_message)
