"""Fill a system with the twelve houses, through the public APIs alone."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from demo.catalogue import HOUSES, House
from demo.drawings.picture import draw
from demo.listings import (
    DidNotHappen,
    own_listing,
    path_of,
    publication,
    upload_picture,
    wait_for_pictures,
    wait_for_status,
)
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api, Unexpected
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps


def seed(access: Access, steps: Steps, houses: tuple[House, ...] = HOUSES) -> None:
    """Settle every house. Raises Problem if one cannot be settled; what is there already is left as it is.

    One after the other: side by side, each would have a cold start of every function of its own.
    """
    with steps.step("Settle the houses", len(houses)) as step:
        for house in houses:
            try:
                _Settling(access, house).run()
            except (Unexpected, DidNotHappen) as error:
                mend = "Look at `unicorn status`, then run `unicorn seed`"
                raise Problem(f"A house was not settled: {error}", mend) from error
            step.advance(house.address.property_id)


class _Settling:
    """One house's way to where the catalogue wants it; what was done before is not done again."""

    def __init__(self, access: Access, house: House) -> None:
        self._access, self._house, self._id = access, house, house.address.property_id

    def run(self) -> None:
        with self._access.contracts(self._house.agent) as contracts, self._access.web(self._house.agent) as web:
            _unless_there(web, "POST", "/properties", self._house.listing(), HTTPStatus.CREATED)
            listing = own_listing(web, self._id) or {}
            if not listing.get("images"):
                self._draft_contract(contracts)
                self._upload_pictures(web)
            if publication(web, self._id)["status"] != self._house.ends:
                self._publish(contracts, web)

    def _upload_pictures(self, web: Api) -> None:
        """Show the house as it looks, then at other hours; each picture says what is on it."""
        places = [
            {
                "image_id": upload_picture(
                    web, self._id, f"{picture.look.form}-{picture.look.hour}.jpg", draw(picture.look)
                ),
                "alt_text": picture.alt_text,
                "caption": picture.caption,
            }
            for picture in self._house.pictures
        ]
        wait_for_pictures(web, self._id, [str(place["image_id"]) for place in places])
        web.put(f"{path_of(self._id)}/images", places)

    def _draft_contract(self, contracts: Api) -> None:
        house = self._house
        draft = {"property_id": self._id, "address": house.address.body(), "seller_name": house.seller}
        last_day = datetime.now(UTC).date().isoformat() if house.lapses else house.expires_on
        if last_day:
            draft["expires_on"] = last_day
        _unless_there(contracts, "POST", "/contracts", draft, HTTPStatus.CREATED)

    def _publish(self, contracts: Api, web: Api) -> None:
        if self._house.published:
            _unless_there(web, "POST", "/request_approval", {"property_id": self._id}, HTTPStatus.ACCEPTED)
        for status, listing_becomes in self._house.moves:
            if status:
                contracts.put("/contracts", {"property_id": self._id, "contract_status": status})
            wait_for_status(web, self._id, listing_becomes)


def _unless_there(api: Api, method: str, path: str, body: Any, expect: int) -> None:
    """Send a request that may have been sent before: a conflict is as good as success."""
    try:
        api.call(method, path, expect=expect, body=body)
    except Unexpected as error:
        if error.response.status_code != HTTPStatus.CONFLICT:
            raise
