"""Fill a system with the twelve houses, through the public APIs alone."""

from http import HTTPStatus

from unicorn_cli.access import Access
from unicorn_cli.api import Api, Unexpected
from unicorn_cli.catalogue import HOUSES, House
from unicorn_cli.houses.picture import draw
from unicorn_cli.listings import NotInTime, upload_picture, wait_for_pictures, wait_for_status
from unicorn_cli.parallel import in_parallel
from unicorn_cli.problems import Problem
from unicorn_cli.steps import Steps

AT_ONCE = 4


def seed(access: Access, steps: Steps, houses: tuple[House, ...] = HOUSES) -> None:
    """Settle every house. Raises Problem if one cannot be settled; a house that is there already is left as it is."""
    with steps.step("Settle the houses", len(houses)) as step:
        for agent in {house.agent for house in houses}:  # sign in once each, before the threads begin
            access.web(agent)
        works = {house.address.property_id: _Settling(access, house).run for house in houses}
        try:
            in_parallel(works, step, at_once=AT_ONCE)
        except (Unexpected, NotInTime) as error:
            raise Problem(
                f"A house was not settled: {error}", "Look at `unicorn status`, then run `unicorn seed`"
            ) from error


class _Settling:
    """One house's way from nothing to where the catalogue wants it."""

    def __init__(self, access: Access, house: House) -> None:
        self._access, self._house, self._id = access, house, house.address.property_id

    def run(self) -> None:
        with self._access.contracts(self._house.agent) as contracts, self._access.web(self._house.agent) as web:
            if not self._draft_listing(web):
                return
            self._draft_contract(contracts)
            picture = upload_picture(web, self._id, f"{self._house.look.form}.jpg", draw(self._house.look))
            wait_for_pictures(web, self._id, [picture])
            if self._house.published:
                web.post("/request_approval", {"property_id": self._id}, expect=HTTPStatus.ACCEPTED)
            for status, listing_becomes in self._house.moves:
                if status:
                    contracts.put("/contracts", {"property_id": self._id, "contract_status": status})
                wait_for_status(web, self._id, listing_becomes)

    def _draft_listing(self, web: Api) -> bool:
        """Draft the listing; False if it is there already."""
        try:
            web.post("/properties", self._house.listing())
        except Unexpected as error:
            if error.response.status_code == HTTPStatus.CONFLICT:
                return False
            raise
        return True

    def _draft_contract(self, contracts: Api) -> None:
        house = self._house
        draft = {"property_id": self._id, "address": house.address.body(), "seller_name": house.seller}
        if house.expires_on:
            draft["expires_on"] = house.expires_on
        contracts.post("/contracts", draft)
