"""Random histories of a small agency: three properties, and agents' actions on their contracts and listings."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from random import Random

from contracts_service.domain.change import Origin as ContractOrigin
from contracts_service.domain.contract import ContractStatus, MoveNotAllowed
from contracts_service.ports import ContractNotFound, PropertyHasActiveContract
from contracts_service.use_cases import Call as ContractCall
from contracts_service.use_cases import draft_contract, move_active_contract
from web_service.domain.agent import Origin
from web_service.domain.images.collection import accept, expect
from web_service.domain.images.image import Image, ImageStatus
from web_service.domain.listings.drafting import Draft
from web_service.domain.listings.editing import Edit
from web_service.domain.listings.listing import ApprovalPending, OfferKind
from web_service.domain.listings.money import Money
from web_service.domain.publication.rules import AlreadyApproved
from web_service.ports.listings import ListingExists, ListingNotFound
from web_service.use_cases.changes import Call, change
from web_service.use_cases.listings import draft_listing, edit_listing, withdraw_listing
from web_service.use_cases.publication import request_approval

from tests.simulation.agency import Agency
from tests.unit.web.fakes import AGENT, INFO
from unicorn_kernel.property_id import Address
from unicorn_kernel.property_id import Address as ContractAddress

NUMBERS = ("1", "11", "111")
STEPS = 120
EXPECTED_ERRORS = (
    AlreadyApproved,
    ApprovalPending,
    ContractNotFound,
    ListingExists,
    ListingNotFound,
    MoveNotAllowed,
    PropertyHasActiveContract,
)
FAR = datetime(2100, 1, 1, tzinfo=UTC)


class History:
    """One history. Every action is a use case, and may raise the errors that the use case documents."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.agency = Agency(self.chance)
        self.published, self.seen = 0, dict(self.agency.listings.stored)

    def run(self) -> Agency:
        """Take all steps, then deliver everything."""
        approve = (self.move, ContractStatus.APPROVED)
        actions: list[tuple[Callable[..., None], *tuple[ContractStatus, ...]]] = [
            *[(self.draft_contract,)] * 3,
            *[approve] * 5,
            (self.move, ContractStatus.CANCELLED),
            (self.move, ContractStatus.CLOSED),
            *[(self.draft_listing,)] * 3,
            *[(self.ask,)] * 5,
            (self.edit,),
            (self.withdraw,),
            (self.look_for_contracts,),
            *[(self.deliver,)] * 14,
        ]
        for _ in range(STEPS):
            self.agency.tick()
            act, *arguments = self.chance.choice(actions)
            with suppress(*EXPECTED_ERRORS):
                act(*arguments)
            self.run_streams()
        self.agency.settle()
        return self.agency

    def run_streams(self) -> None:
        agency = self.agency
        for change_ in agency.contracts.changes[self.published :]:
            agency.contract_changed(change_)
        self.published = len(agency.contracts.changes)
        for property_id, after in agency.listings.stored.items():
            if self.seen.get(property_id, after) is not after:
                agency.listing_changed(self.seen[property_id], after)
        self.seen = dict(agency.listings.stored)

    # --- agents' actions
    def draft_contract(self) -> None:
        address = ContractAddress(country="usa", city="anytown", street="main street", number=self.number())
        draft_contract(
            property_id=f"usa/anytown/main-street/{address.number}",
            address=address,
            seller_name="Ada",
            expires_on=None,
            contracts=self.agency.contracts,
            call=self.contract_call(),
        )

    def move(self, to: ContractStatus) -> None:
        move_active_contract(self.house(), to, contracts=self.agency.contracts, call=self.contract_call())

    def draft_listing(self) -> None:
        draft = Draft(
            address=Address(country="USA", city="Anytown", street="Main Street", number=self.number()),
            description=self.description(),
            kind=OfferKind.SALE,
            price=Money(minor=self.chance.randint(1, 10**9), currency="USD"),
        )
        listing = draft_listing(draft, listings=self.agency.listings, call=self.call())
        if self.chance.random() < 0.9:
            image = Image(
                image_id=self.agency.new_id(), filename="front.jpg", status=ImageStatus.EXPECTED, expires_at=FAR
            )
            change(
                listing.property_id,
                lambda found: accept(expect(found, image, now=self.agency.now), image.image_id, INFO),
                listings=self.agency.listings,
                now=self.agency.now,
            )

    def ask(self) -> None:
        listings = self.agency.listings
        request_approval(
            self.house(), listings=listings, arrived=lambda _: set(), call=self.call(), pause=lambda: None
        )  # fmt: skip

    def edit(self) -> None:
        wanted = Edit(description=self.description(), amount=Decimal(self.chance.randint(1, 10**6)))
        edit_listing(self.house(), wanted, if_version=None, listings=self.agency.listings, call=self.call())

    def withdraw(self) -> None:
        withdraw_listing(self.house(), if_version=None, listings=self.agency.listings, call=self.call())

    def look_for_contracts(self) -> None:
        self.agency.look_again()

    def deliver(self) -> None:
        self.agency.deliver()

    # --- random values
    def house(self) -> str:
        return f"usa/anytown/main-street/{self.number()}"

    def number(self) -> str:
        return self.chance.choice(NUMBERS)

    def description(self) -> str:
        return self.chance.choice(
            ["A lovely house.", "A house with a garden.", "A house by the sea.", "A dreadful house."]
        )

    def call(self) -> Call:
        origin = Origin(correlation_id=str(self.agency.new_id()), causation_id="r")
        return Call(agent=AGENT, origin=origin, now=self.agency.now, new_id=self.agency.new_id)

    def contract_call(self) -> ContractCall:
        origin = ContractOrigin(agent="agent1", correlation_id=str(self.agency.new_id()), causation_id="r")
        return ContractCall(origin=origin, now=self.agency.now, new_id=self.agency.new_id)
