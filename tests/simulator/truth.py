"""What is true once a history has settled: the stored contracts and listings, and every event that was published."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from contracts_service.adapters.contract_items import to_contract
from contracts_service.domain.contract import Contract, ContractStatus
from web_service.adapters.alerts.alert_items import SEARCH, to_search
from web_service.adapters.enquiries.enquiry_items import to_enquiry
from web_service.adapters.listings.listing_items import to_listing
from web_service.adapters.viewings.viewing_items import SLOT, VIEWING, to_slot, to_viewing
from web_service.domain.alerts.saved_search import SavedSearch
from web_service.domain.enquiries.enquiry import Enquiry
from web_service.domain.listings.listing import Listing
from web_service.domain.viewings.slot import Slot
from web_service.domain.viewings.viewing import Viewing

from tests.simulator.api import Answer, ask
from tests.simulator.bus import Event
from tests.simulator.lambdas import START
from tests.simulator.people import Acknowledged, People
from tests.simulator.world import IMAGES, World

CONTRACTS, STATUSES, LISTINGS = "ContractsTable", "PropertiesContractStatusTable", "WebListingsTable"
ENQUIRIES, VIEWINGS, ALERTS = "WebEnquiriesTable", "WebViewingsTable", "WebAlertsTable"


class Truth:
    def __init__(self, world: World, people: People) -> None:
        self.world, self.people = world, people

    @property
    def acknowledged(self) -> list[Acknowledged]:
        return self.people.acknowledged

    @cached_property
    def contracts(self) -> dict[str, Contract]:
        items = self._items(CONTRACTS, "CONTRACT")
        return {str(found.contract_id): found for found in map(to_contract, items)}

    @cached_property
    def active(self) -> dict[str, Contract]:
        """The contract in DRAFT or APPROVED of each property that has one."""
        return {found.property_id: found for found in self.contracts.values() if found.is_active}

    @cached_property
    def listings(self) -> dict[str, Listing]:
        return {found.property_id: found for found in map(to_listing, self._items(LISTINGS, "LISTING"))}

    @cached_property
    def enquiries(self) -> dict[str, Enquiry]:
        stored = self.world.tables[ENQUIRIES].items.items()
        found = [to_enquiry(item) for at, item in stored if not at[0].startswith("LIMIT#")]
        return {str(enquiry.enquiry_id): enquiry for enquiry in found}

    @cached_property
    def viewings(self) -> dict[str, Viewing]:
        stored = self.world.tables[VIEWINGS].items.items()
        found = [to_viewing(item) for at, item in stored if at[1].startswith(VIEWING)]
        return {str(viewing.viewing_id): viewing for viewing in found}

    @cached_property
    def slots(self) -> list[Slot]:
        return [to_slot(item) for at, item in self.world.tables[VIEWINGS].items.items() if at[1].startswith(SLOT)]

    @cached_property
    def searches(self) -> dict[str, SavedSearch]:
        return {str(found.search_id): found for found in map(to_search, self._items(ALERTS, SEARCH))}

    def homes_of(self, search_id: str, kind: str) -> list[str]:
        """The homes that are kept for a saved search, to be mailed or as mailed."""
        stored = self.world.tables[ALERTS].items
        return [sk.removeprefix(kind) for pk, sk in stored if pk == f"SEARCH#{search_id}" and sk.startswith(kind)]

    def approved_since(self, moment: float) -> Iterator[str]:
        """The homes that are public by a request that was approved after a moment."""
        live = {
            (found.property_id, str(found.public_version.request_id))
            for found in self.listings.values()
            if found.public_version
        }
        for event in self.events("PublicationEvaluationCompleted"):
            detail, at = event["detail"], datetime.fromisoformat(event["time"])
            is_later = (at - START).total_seconds() > moment
            if is_later and (detail["property_id"], detail.get("request_id")) in live:
                yield detail["property_id"]

    def has_failed(self, *functions: str) -> bool:
        """Whether a call of these functions has failed."""
        calls = (facts for _, facts in self.world.trace.notes if facts[0] == "call" and facts[1] in functions)
        return any(facts[4] is not None for facts in calls)

    @cached_property
    def offered(self) -> dict[tuple[str, str], str]:
        """The agent of each home at each moment from which on it was public."""
        images = (record["dynamodb"].get("NewImage", {}) for record in self.world.changes)
        lived = (image for image in images if "live" in image)
        return {(found["pk"]["S"], found["live"]["M"]["since"]["S"]): found["listed_by"]["S"] for found in lived}

    @cached_property
    def public(self) -> dict[str, Any]:
        """What customers are shown of each listing that they are shown."""
        known = {at[0] for at in self.world.tables[LISTINGS].items if at[1] in {"LISTING", "PUBLIC"}}
        answers = {property_id: self.get(f"/properties/{property_id}") for property_id in sorted(known)}
        return {property_id: answer.body for property_id, answer in answers.items() if answer.is_done}

    @cached_property
    def found(self) -> list[str]:
        """What a search of the city finds."""
        answer = self.get("/search/usa/anytown", {"limit": "100"})
        return sorted(card["property_id"] for card in answer.body)

    @cached_property
    def on_map(self) -> dict[str, Any]:
        """The homes that the map shows, and where: all are put into this part of it."""
        answer = self.get("/search-map", {"bbox": "9.9,47.9,11.1,49.1", "limit": "100"})
        return {card["property_id"]: card["location"] for card in answer.body}

    @cached_property
    def cities(self) -> dict[str, int]:
        answer = self.get("/search/usa")
        return {city["city"]: city["listings"] for city in answer.body}

    def events(self, detail_type: str) -> Iterator[Event]:
        return (event for event in self.world.buses.archive if event["detail-type"] == detail_type)

    def files(self, prefix: str) -> set[str]:
        """The keys of the images bucket below a prefix."""
        return {key for bucket, key in self.world.storage.objects if bucket == IMAGES and key.startswith(prefix)}

    def is_approved(self, property_id: str) -> bool:
        contract = self.active.get(property_id)
        return contract is not None and contract.status is ContractStatus.APPROVED

    def inbox(self, agent: str) -> list[Any]:
        """What an agent finds in the inbox."""
        answer = self.get("/agent/enquiries", {"limit": "100"}, who=agent)
        return list(answer.body)

    def agenda(self, agent: str) -> list[Any]:
        """What an agent finds in the agenda of viewings."""
        answer = self.get("/agent/viewings", {"limit": "100"}, who=agent)
        return list(answer.body)

    def get(self, path: str, query: dict[str, str] | None = None, *, who: str | None = None) -> Answer:
        """Ask the shipped API of Web, as anyone unless it says who."""
        answers: list[Answer] = []

        def work() -> None:
            answers.append(ask(self.world.lambdas, who, "GET", path, api="web", query=query))

        self.world.kernel.spawn(work)
        self.world.kernel.run(until=self.world.kernel.now + 20)
        return answers[0]

    def _items(self, table: str, sk: str) -> list[dict[str, Any]]:
        return [item for item in self.world.tables[table].items.values() if item["sk"]["S"] == sk]
