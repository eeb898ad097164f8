"""One good request for each operation of the APIs, and the state in which its owner's succeeds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import contracts_service.wiring
import live_feed_service.wiring
import pytest
import web_service.wiring
from web_service.domain.listings.listing import Listing

from tests.unit.contracts import api as contracts
from tests.unit.contracts.fakes import FakeContracts
from tests.unit.web import api as web
from tests.unit.web.alerts import ANYTOWN, EMAIL, market_in_memory
from tests.unit.web.enquiries import QUESTION, an_enquiry, enquiries_in_memory
from tests.unit.web.fakes import HOUSE, a_listing, approved, declined, pending, reviewed, with_picture
from tests.unit.web.live_events import FakeLiveEvents
from tests.unit.web.memory import bucket_in_memory, listings_in_memory, webhooks_in_memory
from tests.unit.web.viewings import BOOKING, SECRET, a_slot, a_viewing, viewings_in_memory
from unicorn_kit.routes import Route

NEVER = datetime(2100, 1, 1, tzinfo=UTC)
OWNER = {"token_use": "id", "cognito:username": "agent1", "cognito:groups": "agents"}
ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
CONTRACT = {"address": ADDRESS, "seller_name": "Ada"}
LISTING = {"address": ADDRESS, "description": "A house", "contract": "sale", "listprice": 199, "currency": "USD"}
WEBHOOK = {"url": "https://agency.example/hooks", "event_types": ["PublicationRevoked"]}
FREE, OTHER_FREE = (a_slot(starts_at=NEVER + timedelta(hours=hours)) for hours in (0, 1))
VIEWING = a_viewing(slot=a_slot(starts_at=NEVER + timedelta(hours=2)))
OF_VISITOR = {"Viewing-Secret": SECRET}
UPLOAD = {"filename": "front.jpg", "content_type": "image/jpeg", "size": 1000}
APPROVED = (
    *("list_countries", "list_cities", "search_city", "search_street", "suggest", "read_listing"),
    *("withdraw_listing", "rename_country", "rename_city", "ask_about_home"),
    *("offer_slots", "list_free_slots", "book_viewing", "move_viewing"),
)


class Asked(NamedTuple):
    body: object = None  # or how it follows from the id of the listing's image
    headers: dict[str, str] | None = None
    query: str = ""


REQUESTS: dict[str, Asked] = {
    "draft_contract": Asked(CONTRACT),
    "move_contract": Asked({"property_id": HOUSE, "contract_status": "CANCELLED"}),
    "change_contract": Asked({"seller_name": "Bea"}, {"If-Match": "*"}),
    "draft_listing": Asked(LISTING),
    "change_listing": Asked({"description": "A lovely house"}, {"If-Match": "*"}),
    "arrange_images": Asked(lambda image_id: [{"image_id": image_id}]),
    "edit_image": Asked({"turn": 90}),
    "expect_image": Asked(UPLOAD),
    "request_approval": Asked({"property_id": HOUSE}),
    "appeal_decline": Asked({"comment": "It is fine."}),
    "decide_review": Asked({"verdict": "APPROVED"}),
    "register_webhook": Asked(WEBHOOK),
    "change_webhook": Asked({"paused": True}),
    "ask_about_home": Asked(QUESTION),
    "move_enquiry": Asked({"state": "CLOSED"}, {"If-Match": "*"}),
    "offer_slots": Asked({"starts_at": f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%dT%H:%MZ}", "minutes": 30}),
    "book_viewing": Asked(BOOKING | {"slot_id": FREE.slot_id}),
    "read_viewing": Asked(None, OF_VISITOR),
    "move_viewing": Asked({"slot_id": OTHER_FREE.slot_id}, OF_VISITOR),
    "cancel_viewing": Asked(None, OF_VISITOR),
    "call_off_viewing": Asked(None, {"If-Match": "*"}),
    "search_map": Asked(query="?bbox=11.4,48.1,11.7,48.2"),
    "save_search": Asked({"email": "bea@example.com", "search": ANYTOWN}),
    "rename_country": Asked({"name": "Les États-Unis"}),
    "rename_city": Asked({"name": "Anyville"}),
}
STATES: dict[str, Callable[[], Listing]] = {
    **dict.fromkeys(APPROVED, approved),
    "read_publication": pending,
    "appeal_decline": declined,
    "decide_review": lambda: _waiting(reviewed()),
}


def _waiting(listing: Listing) -> Listing:
    """Return a listing whose review is open for ever."""
    assert listing.review
    return replace(listing, review=replace(listing.review, answer_by=NEVER))


def answer(context: str, route: Route, claims: dict[str, str] | None) -> tuple[int, str]:
    """Return the status, and the problem's kind, of a route's answer to a caller with these claims."""
    with pytest.MonkeyPatch.context() as patch:
        found = (_contracts if context == "contracts" else _web)(route, claims, patch)
    is_problem = isinstance(found.body, dict) and "correlation_id" in found.body and "type" in found.body
    return found.status, str(found.body["type"]).rpartition("/")[2] if is_problem else ""


def _contracts(route: Route, claims: dict[str, str] | None, patch: pytest.MonkeyPatch) -> contracts.Answer:
    fake = FakeContracts()
    patch.setattr(contracts_service.wiring, "contracts", lambda: fake)
    path = route.path
    if route.operation != "draft_contract":
        drafted = contracts.ask("POST", "/contracts", CONTRACT, claims=OWNER).body
        path = path.replace("{contract_id}", drafted["contract_id"])
    asked = REQUESTS.get(route.operation, Asked())
    return contracts.ask(route.method, path, asked.body, headers=asked.headers, claims=claims)


def _web(route: Route, claims: dict[str, str] | None, patch: pytest.MonkeyPatch) -> web.Answer:
    listing = STATES.get(route.operation, lambda: with_picture(a_listing()))()
    listings = listings_in_memory(patch, *([] if route.operation == "draft_listing" else [listing]))
    enquiry = an_enquiry(expires_at=NEVER)
    enquiries_in_memory(patch, listings, enquiry)
    viewings_in_memory(patch, listings, FREE, OTHER_FREE, VIEWING)
    bucket_in_memory(patch)
    webhooks_in_memory(patch)
    feed = FakeLiveEvents()
    patch.setattr(live_feed_service.wiring, "live_events", lambda: feed)
    image_id = str(listing.images[0].image_id) if listing.images else ""
    names = dict(zip(("{country}", "{city}", "{street}", "{number}"), HOUSE.split("/"), strict=True))
    path = route.path
    if "{webhook_id}" in path:
        names["{webhook_id}"] = web.ask("POST", "/webhooks", WEBHOOK, claims=OWNER).body["webhook_id"]
    names |= {"{image_id}": image_id, "{enquiry_id}": str(enquiry.enquiry_id)}
    names["{request_id}"] = str(listing.request.request_id) if listing.request else ""
    names |= {"{slot_id}": FREE.slot_id, "{viewing_id}": str(VIEWING.viewing_id)}
    asked = REQUESTS.get(route.operation, Asked())
    market = market_in_memory(patch, now=web_service.wiring.now)
    if "{search_id}" in path:
        saved = market.save(email=EMAIL)
        names["{search_id}"] = saved.search_id
        path += f"?secret={saved.secret}" if route.operation == "unsubscribe" else ""
        asked = Asked(None, {"Saved-Search-Secret": saved.secret})
    for name, value in names.items():
        path = path.replace(name, value)
    body: Any = asked.body(image_id) if callable(asked.body) else asked.body
    return web.ask(route.method, f"{path}{asked.query}", body, headers=asked.headers, claims=claims)
