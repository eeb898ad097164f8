"""Actions of tests on listings of the deployed system."""

import io
import json
import random
from typing import Any
from uuid import uuid4

from PIL import Image

from demo.listings import path_of, publication
from tests.integration.aws import Aws
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually


def a_draft(city: str = "Anytown", **changes: Any) -> dict[str, Any]:
    """Return the body of a listing whose address no other test uses."""
    number = uuid4().hex[:12]
    return {
        "address": {"country": "USA", "city": city, "street": "Web Street", "number": number},
        "description": "A lovely house with a garden full of roses.",
        "contract": "sale",
        "listprice": 199.99,
        "currency": "USD",
    } | changes


def drafted(web: Api, city: str = "Anytown", **changes: Any) -> str:
    """Draft a listing; return its property id."""
    return str(web.post("/properties", a_draft(city, **changes))["property_id"])


def requested(web: Api, property_id: str) -> str:
    """Request publication; return the request's id."""
    return str(web.post("/request_approval", {"property_id": property_id}, expect=202)["request_id"])


def publish(
    aws: Aws, bus: str, detail_type: str, detail: dict[str, Any], *, source: str = "unicorn.properties"
) -> None:
    """Publish an event as the Properties context does."""
    entry = {"EventBusName": bus, "Source": source, "DetailType": detail_type, "Detail": json.dumps(detail)}
    answer = aws.events.put_events(Entries=[entry])  # type: ignore[list-item]
    assert answer["FailedEntryCount"] == 0


def approve(aws: Aws, bus: str, property_id: str, request_id: str) -> None:
    detail = {"property_id": property_id, "request_id": request_id, "evaluation_result": "APPROVED", "reasons": []}
    publish(aws, bus, "PublicationEvaluationCompleted", detail)


def published(web: Api, aws: Aws, bus: str, city: str = "Anytown", **changes: Any) -> tuple[str, str]:
    """Draft a listing and have it approved; return its property id and the request's."""
    property_id = drafted(web, city, **changes)
    request_id = requested(web, property_id)
    approve(aws, bus, property_id, request_id)
    assert reaches(web, property_id, "APPROVED")
    return property_id, request_id


def reaches(web: Api, property_id: str, status: str) -> dict[str, Any] | None:
    """Return the publication once it has the status, None if it never has."""

    def look() -> dict[str, Any] | None:
        found = publication(web, property_id)
        return found if found["status"] == status else None

    return eventually(look, seconds=30)


def own(web: Api, property_id: str) -> dict[str, Any]:
    """Return one of the agent's own listings."""
    [listing] = web.get("/properties", property_id=property_id)
    return dict(listing)


def images(web: Api, property_id: str) -> list[dict[str, Any]]:
    return list(own(web, property_id)["images"])


def ticket(web: Api, property_id: str, content: bytes, content_type: str = "image/jpeg") -> dict[str, Any]:
    wanted = {"filename": "picture", "content_type": content_type, "size": len(content)}
    return dict(web.post(f"{path_of(property_id)}/images", wanted))


def a_photo(**options: Any) -> bytes:
    """Return a JPEG that no other test uses."""
    written = io.BytesIO()
    image = Image.frombytes("RGB", (64, 48), random.randbytes(64 * 48 * 3)).resize((1280, 960))
    image.save(written, "JPEG", **options)
    return written.getvalue()
