"""A house of one's own to try things with: what its agent does, and what each context knows of it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from demo.catalogue import HOUSES, Address
from demo.drawings.draw import draw
from demo.listings import NotReached, own_listing, path_of, upload_image, wait_for_images, wait_for_status
from demo.story_house import take_down
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api, UnexpectedStatus
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.waiting import eventually

AGENT = "agent1"
MODEL = HOUSES[0]  # what the house looks like
DEADLINE = 30.0  # seconds until a context must know what another one has published


@dataclass(frozen=True, slots=True)
class Known:
    """What each context knows; None where it knows nothing."""

    contract: str | None  # status, in Contracts
    fact: tuple[str, int] | None  # status and sequence of the latest fact about the contract, in Properties
    waits: bool  # whether an execution waits in Properties
    listing: str | None  # status, in Web

    def fact_line(self) -> str:
        return f"{self.fact[0]} (sequence {self.fact[1]})" if self.fact else "nothing"

    def lines(self) -> list[str]:
        waits = ", an execution waits" if self.waits else ""
        return [
            f"contracts   {self.contract or 'nothing'}",
            f"properties  {self.fact_line()}{waits}",
            f"web         {self.listing or 'nothing'}",
        ]


@dataclass(frozen=True, slots=True)
class House:
    """One house of the tour, with the APIs as its agent calls them."""

    address: Address
    contracts: Api
    web: Api
    cloud: Cloud
    table: str  # of Properties: the latest facts, and who waits

    @property
    def property_id(self) -> str:
        return self.address.property_id

    def contract_body(self) -> dict[str, Any]:
        return {"property_id": self.property_id, "address": self.address.body(), "seller_name": MODEL.seller}

    def draft(self) -> None:
        """Draft a contract and a listing, and wait until Properties knows of the contract."""
        self.remove()
        self.contracts.post("/contracts", self.contract_body())
        self.draft_listing()
        self.await_fact("DRAFT")

    def draft_listing(self) -> None:
        """Draft the listing, or take up the one that was withdrawn before."""
        wanted = replace(MODEL, address=self.address, location=None).listing()
        try:
            self.web.post("/properties", wanted)
        except UnexpectedStatus as error:
            if error.response.status_code != HTTPStatus.CONFLICT:
                raise
            del wanted["address"]
            self.web.patch(path_of(self.property_id), wanted)

    def request(self) -> str:
        """Request publication, with a photo, wait until the workflow waits for the contract, and return the id."""
        if not (own_listing(self.web, self.property_id) or {}).get("images"):
            image_id = upload_image(self.web, self.property_id, "house.jpg", draw(MODEL.style))
            wait_for_images(self.web, self.property_id, [image_id])
        asked = {"property_id": self.property_id}
        request_id = str(self.web.post("/request_approval", asked, expect=HTTPStatus.ACCEPTED)["request_id"])
        if not eventually(lambda: self.known().waits, seconds=DEADLINE, every=0.1):
            raise NotReached(f"no execution waits for the contract of {self.property_id} after {DEADLINE:.0f} s")
        return request_id

    def move_contract(self, status: str) -> None:
        """Move the contract to a status; the answer says nothing of the other contexts."""
        self.contracts.put("/contracts", {"property_id": self.property_id, "contract_status": status})

    def approve(self) -> None:
        """Approve the contract, and wait until the others have followed."""
        is_pending = self.known().listing == "PENDING"
        self.move_contract("APPROVED")
        self.await_fact("APPROVED")
        if is_pending:
            wait_for_status(self.web, self.property_id, "APPROVED")

    def cancel(self) -> None:
        """Cancel the contract, and wait until the others have followed."""
        is_public = self.known().listing == "APPROVED"
        self.move_contract("CANCELLED")
        self.await_fact("CANCELLED")
        if is_public:
            wait_for_status(self.web, self.property_id, "WITHDRAWN")

    def await_fact(self, status: str) -> None:
        """Wait until Properties knows the contract in a status. Raises NotReached."""

        def is_known() -> bool:
            fact = self.known().fact
            return fact is not None and fact[0] == status

        if not eventually(is_known, seconds=DEADLINE, every=0.1):
            raise NotReached(f"Properties does not know {self.property_id} as {status} after {DEADLINE:.0f} s")

    def agree(self) -> None:
        """Wait until Properties knows the contract as Contracts has it. Raises NotReached."""
        self.await_fact(self.known().contract or "")

    def remove(self) -> None:
        """Withdraw the listing, remove its photos, cancel the contract, as far as there are any."""
        take_down(self.property_id, contracts=self.contracts, web=self.web)

    def known(self) -> Known:
        contracts = self.contracts.get("/contracts", property_id=self.property_id)
        listing = own_listing(self.web, self.property_id)
        items = {item["sk"]["S"]: item for item in self.items()}
        fact = items.get("CONTRACT")
        return Known(
            contract=contracts[0]["contract_status"] if contracts else None,
            fact=(fact["contract_status"]["S"], int(fact["sequence"]["N"])) if fact else None,
            waits=any(key.startswith("WAITER#") for key in items),
            listing=listing["status"] if listing else None,
        )

    def items(self) -> list[dict[str, Any]]:
        """Return everything that Properties has stored about the house."""
        found: Any = self.cloud.client("dynamodb").query(
            TableName=self.table,
            KeyConditionExpression="pk = :home",
            ExpressionAttributeValues={":home": {"S": f"PROPERTY#{self.property_id}"}},
            ConsistentRead=True,
        )
        return list(found["Items"])

    def forget(self) -> None:
        """Delete everything that Properties has stored about the house, as a lost table would."""
        for item in self.items():
            key = {"pk": item["pk"], "sk": item["sk"]}
            self.cloud.client("dynamodb").delete_item(TableName=self.table, Key=key)


@contextmanager
def opened(number: int, access: Access, cloud: Cloud) -> Iterator[House]:
    """Yield a house of the tour, as it is."""
    address = Address(country="USA", city="Tourville", street="Open Road", number=str(number))
    with access.contracts(AGENT) as contracts, access.web(AGENT) as web:
        yield House(address, contracts, web, cloud, access.outputs["PropertiesContractStatusTableName"])


@contextmanager
def lent(number: int, access: Access, cloud: Cloud) -> Iterator[House]:
    """Yield a house with a contract and a listing in draft, and remove it in the end."""
    with opened(number, access, cloud) as house:
        try:
            house.draft()
            yield house
        finally:
            with suppress(UnexpectedStatus):
                house.remove()
