"""Calls of the Web API that the story, the seed data and tests share."""

from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from unicorn_cli.stages.api import Api, UnexpectedStatus
from unicorn_cli.terminal.waiting import eventually

IMAGE_DEADLINE = 60.0  # seconds from the last upload until every image is ready
DECISION_DEADLINE = 60.0  # seconds from the last change until the listing has its new status


class NotReached(Exception):
    """Raised when an expected state was not reached before its deadline, or cannot be reached any more."""


def path_of(property_id: str) -> str:
    return f"/properties/{quote(property_id)}"


def upload_image(web: Api, property_id: str, filename: str, image: bytes) -> str:
    """Request an upload ticket, upload a JPEG with it, and return the image's id."""
    wanted = {"filename": filename, "content_type": "image/jpeg", "size": len(image)}
    ticket = web.post(f"{path_of(property_id)}/images", wanted)
    web.upload(ticket, filename, image, "image/jpeg")
    return str(ticket["image_id"])


def own_listing(web: Api, property_id: str) -> dict[str, Any] | None:
    """Return an agent's own listing, drafts included, or None if there is none."""
    found = web.get("/properties", property_id=property_id)
    return dict(found[0]) if found else None


def every(api: Api, path: str) -> Iterator[dict[str, Any]]:
    """Return the items of all pages of a list."""
    while True:
        page = api.call("GET", path, expect=HTTPStatus.OK)
        yield from page.json()
        if "next" not in page.links:
            return
        path = str(page.url.join(page.links["next"]["url"]))


def find(api: Api, path: str, property_id: str) -> dict[str, Any] | None:
    """Return the item of a property from any page of a list, or None."""
    return next((item for item in every(api, path) if item["property_id"] == property_id), None)


def wait_until_gone(api: Api, path: str, property_id: str) -> None:
    """Wait until a list does not contain a property any more. Raises NotReached."""
    if not eventually(lambda: find(api, path, property_id) is None, seconds=DECISION_DEADLINE):
        raise NotReached(f"{property_id} is still found after {DECISION_DEADLINE:.0f} s")


def wait_for_images(web: Api, property_id: str, image_ids: list[str]) -> None:
    """Wait until every image is READY. Raises NotReached, at once if one was rejected."""

    def all_ready() -> bool:
        listing = own_listing(web, property_id) or {}
        images = {image["image_id"]: image for image in listing.get("images", [])}
        wanted = [images.get(image_id, {}) for image_id in image_ids]
        for image in wanted:
            if image.get("refused"):
                raise NotReached(f"an image of {property_id} was rejected: {image['refused']['message']}")
        return all(image.get("status") == "READY" for image in wanted)

    if not eventually(all_ready, seconds=IMAGE_DEADLINE):
        raise NotReached(f"the images of {property_id} were not ready after {IMAGE_DEADLINE:.0f} s")


def download_soon(customer: Api, address: str) -> bytes:
    """Return a photo that is public, or will be in a moment: it is copied once its listing is approved.

    Raises NotReached.
    """

    def look() -> bytes | None:
        with suppress(UnexpectedStatus):
            return customer.download(address).content
        return None

    content = eventually(look, seconds=IMAGE_DEADLINE)
    if content is None:
        raise NotReached(f"{address} cannot be read after {IMAGE_DEADLINE:.0f} s")
    return content


def publication(web: Api, property_id: str) -> dict[str, Any]:
    """Return the status of the publication request."""
    found: dict[str, Any] = web.get(f"{path_of(property_id)}/publication")
    return found


def wait_for_status(web: Api, property_id: str, status: str) -> dict[str, Any]:
    """Wait until the listing has a status, and return its publication. Raises NotReached, with any reasons given."""
    ends = {status, "DECLINED"}  # nothing leads out of DECLINED but a new request

    def decided() -> dict[str, Any] | None:
        found = publication(web, property_id)
        return found if found["status"] in ends else None

    found = eventually(decided, seconds=DECISION_DEADLINE)
    if found is None:
        raise NotReached(f"{property_id} is not {status} after {DECISION_DEADLINE:.0f} s")
    if found["status"] != status:
        reasons = "; ".join(str(reason.get("message", reason)) for reason in found.get("reasons") or [])
        raise NotReached(f"{property_id} is {found['status']} and not {status}: {reasons or 'no reason given'}")
    return found
