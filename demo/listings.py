"""What an agent does with a listing, as calls to the Web API; the story and the seed data share these."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

PICTURE_DEADLINE = 60.0  # seconds from the last upload until every picture is ready
DECISION_DEADLINE = 60.0  # seconds from the last move until the listing's status has followed


class DidNotHappen(Exception):
    """Something that was waited for did not happen before its deadline, or cannot happen any more."""


def path_of(property_id: str) -> str:
    return f"/properties/{quote(property_id)}"


def upload_picture(web: Api, property_id: str, filename: str, picture: bytes) -> str:
    """Ask for a ticket and send a JPEG with it; return the picture's id."""
    wanted = {"filename": filename, "content_type": "image/jpeg", "size": len(picture)}
    ticket = web.post(f"{path_of(property_id)}/images", wanted)
    web.upload(ticket, filename, picture, "image/jpeg")
    return str(ticket["image_id"])


def own_listing(web: Api, property_id: str) -> dict[str, Any] | None:
    """Return an agent's own listing, drafts included, or None if there is none."""
    found = web.get("/properties", property_id=property_id)
    return dict(found[0]) if found else None


def find(api: Api, path: str, property_id: str) -> dict[str, Any] | None:
    """Look for a property on every page of a list."""
    while True:
        page = api.call("GET", path, expect=HTTPStatus.OK)
        for item in page.json():
            if item["property_id"] == property_id:
                return dict(item)
        if "next" not in page.links:
            return None
        path = str(page.url.join(page.links["next"]["url"]))


def wait_for_pictures(web: Api, property_id: str, image_ids: list[str]) -> None:
    """Wait until the listing has every picture. Raises DidNotHappen, at once if one was refused."""

    def all_ready() -> bool:
        listing = own_listing(web, property_id) or {}
        images = {image["image_id"]: image for image in listing.get("images", [])}
        wanted = [images.get(image_id, {}) for image_id in image_ids]
        for image in wanted:
            if image.get("refused"):
                raise DidNotHappen(f"a picture of {property_id} was refused: {image['refused']['message']}")
        return all(image.get("status") == "READY" for image in wanted)

    if not eventually(all_ready, seconds=PICTURE_DEADLINE):
        raise DidNotHappen(f"the pictures of {property_id} were not ready after {PICTURE_DEADLINE:.0f} s")


def publication(web: Api, property_id: str) -> dict[str, Any]:
    """Return where the request for publication stands."""
    found: dict[str, Any] = web.get(f"{path_of(property_id)}/publication")
    return found


def wait_for_status(web: Api, property_id: str, status: str) -> dict[str, Any]:
    """Wait until the listing has a status, and return its publication. Raises DidNotHappen, with any reasons given."""
    ends = {status, "DECLINED"}  # nothing leads out of DECLINED but a new request

    def look() -> dict[str, Any] | None:
        found = publication(web, property_id)
        return found if found["status"] in ends else None

    found = eventually(look, seconds=DECISION_DEADLINE)
    if found is None:
        raise DidNotHappen(f"{property_id} is not {status} after {DECISION_DEADLINE:.0f} s")
    if found["status"] != status:
        reasons = "; ".join(str(reason.get("message", reason)) for reason in found.get("reasons") or [])
        raise DidNotHappen(f"{property_id} is {found['status']} and not {status}: {reasons or 'no reason given'}")
    return found
