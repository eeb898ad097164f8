"""Many listings in the deployed table, written by the shipped adapter: no workflow evaluates them."""

from collections.abc import Sequence

from web_service.adapters.listings.listing_table import ListingTable

from tests.adapters.web.agency import Agency
from tests.integration.aws import Aws


class DeployedAgency(Agency):
    """An agency of cities that no other test uses."""

    def __init__(self, aws: Aws, outputs: dict[str, str], seed: int, *, cities: Sequence[tuple[str, str]]) -> None:
        super().__init__(seed, cities=cities)
        self.listings = ListingTable(aws.dynamodb, outputs["WebListingsTableName"])
