"""Generated requests about viewings, pointed to slots and viewings that there are; and what was written, read back."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from schemathesis import Case
from web_service import wiring
from web_service.api.viewings.secrets import secret_of
from web_service.domain.viewings.slot import Slot
from web_service.domain.viewings.viewing import Viewing, ViewingState

from tests.unit.web.api import ask
from tests.unit.web.viewings import BOOKING, FakeViewings
from unicorn_kernel.property_id import PARTS

_hours = count(1)


def point_to_viewing(case: Case[Any]) -> None:
    """Point a valid request to a free slot or a booked viewing of a public home; forget the limits."""
    if "/viewings" not in case.path and "/slots" not in case.path:
        return
    fake: Any = wiring.viewings()
    fake.counts.clear()
    home = _home(fake)
    if "country" in case.path_parameters:
        case.path_parameters |= dict(zip(PARTS, home.split("/"), strict=True))
    if "slot_id" in case.path_parameters:
        case.path_parameters["slot_id"] = _free(fake, home).slot_id
    if "viewing_id" in case.path_parameters:
        _point_to_booked(case, _booked(fake, home))
    if isinstance(case.body, dict):
        _make_sense_of_body(case.body, fake, home)


def check_viewing_kept(case: Case[Any], returned: Any) -> None:
    """Read the slots or the viewing that a write has returned."""
    if not returned:
        return
    if isinstance(returned, list):
        home = "/".join(str(case.path_parameters[part]) for part in PARTS)
        free = ask("GET", f"/properties/{home}/viewings", claims=None).body
        assert all(slot in free for slot in returned)
        return
    path = f"/properties/{returned['property_id']}/viewings/{returned['viewing_id']}"
    read = ask("GET", path, headers=_secret(returned["viewing_id"]), claims=None).body
    assert (read["slot_id"], read["state"]) == (returned["slot_id"], returned["state"])


def _make_sense_of_body(body: dict[str, Any], fake: FakeViewings, home: str) -> None:
    if "slot_id" in body:
        body["slot_id"] = _free(fake, home).slot_id
    if "starts_at" in body:
        body["starts_at"] = f"{wiring.now() + timedelta(days=1, minutes=241 * (next(_hours) % 500)):%Y-%m-%dT%H:%MZ}"
        body["in_a_row"] = 1
        fake.kept = {key: slot for key, slot in fake.kept.items() if slot.viewing_id}  # no others


def _point_to_booked(case: Case[Any], viewing: Viewing) -> None:
    case.path_parameters["viewing_id"] = str(viewing.viewing_id)
    if "Viewing-Secret" in case.headers:
        case.headers.update(_secret(viewing.viewing_id))
    if "If-Match" in case.headers:
        case.headers["If-Match"] = f'"{viewing.version}"'


def _home(fake: FakeViewings) -> str:
    *_, home = (one for one in fake._listings.stored.values() if one.public_version)
    return home.property_id


def _free(fake: FakeViewings, home: str) -> Slot:
    """Return a free slot that is to come; its agent offers one if there is none."""
    now = wiring.now()
    for slot in fake.slots(home).slots:
        since = fake.home(home).listed_since
        if slot.viewing_id is None and slot.starts_at > now and slot.listed_since == since:
            return slot
    starts_at = now + timedelta(days=30, minutes=11 * (next(_hours) % 4000))
    body = {"starts_at": f"{starts_at:%Y-%m-%dT%H:%MZ}", "minutes": 10}
    [offered] = ask("POST", f"/properties/{home}/slots", body).body
    return fake.slot(home, offered["slot_id"])


def _booked(fake: FakeViewings, home: str) -> Viewing:
    """Return a viewing that is to come; somebody books one if there is none."""
    for viewing in fake.stored.values():
        is_booked = viewing.state is ViewingState.BOOKED and viewing.slot.starts_at > wiring.now()
        if is_booked and viewing.slot.property_id == home and viewing.version < 10:
            return viewing
    body = BOOKING | {"slot_id": _free(fake, home).slot_id}
    return fake.stored[UUID(ask("POST", f"/properties/{home}/viewings", body, claims=None).body["viewing_id"])]


def _secret(viewing_id: UUID | str) -> dict[str, str]:
    return {"Viewing-Secret": secret_of(UUID(str(viewing_id)), wiring.cursor_key())}
