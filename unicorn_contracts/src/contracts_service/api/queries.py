"""The query of a list, and the link to its next page."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from contracts_service.domain.contract import ContractStatus
from contracts_service.ports import ContractFilter
from contracts_service.use_cases import Page
from unicorn_kernel.id_field import FOUR_PARTS
from unicorn_kernel.property_id import normalise
from unicorn_kit.links import next_page
from unicorn_kit.models import InDigits


class ListQuery(BaseModel):
    """`cursor` is the id of the last contract of the page before: contracts are listed from newest to oldest."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    property_id: Annotated[str, Field(max_length=300, json_schema_extra=FOUR_PARTS)] | None = None
    status: ContractStatus | None = None
    limit: Annotated[int, Field(ge=1, le=100), InDigits] = 25
    cursor: UUID | None = None

    def to_filter(self) -> ContractFilter:
        """Raises InvalidPropertyId."""
        property_id = None if self.property_id is None else normalise(self.property_id)
        return ContractFilter(property_id=property_id, status=self.status, before=self.cursor)

    def next_link(self, page: Page) -> dict[str, str]:
        """Return the `Link` header to the page after this one, nothing after the last one."""
        if not page.has_more:
            return {}
        following = self.model_copy(update={"cursor": page.contracts[-1].contract_id})
        return next_page(following.model_dump(mode="json", exclude_none=True))
