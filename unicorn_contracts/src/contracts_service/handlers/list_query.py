"""The query of GET /contracts, and the link to its next page."""

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from contracts_service.domain.contract import ContractStatus
from contracts_service.domain.property_id import normalise
from contracts_service.handlers.requests import checked
from contracts_service.ports import ContractFilter
from contracts_service.use_cases import Page

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent


class ListQuery(BaseModel):
    """`cursor` is the id of the last contract of the page before: contracts are listed from newest to oldest."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    property_id: Annotated[str, Field(max_length=300)] | None = None
    status: ContractStatus | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    cursor: UUID | None = None

    def wanted(self) -> ContractFilter:
        property_id = None if self.property_id is None else normalise(self.property_id)
        return ContractFilter(property_id=property_id, status=self.status, before=self.cursor)


def list_query(event: "APIGatewayProxyEvent") -> ListQuery:
    """Return the request's query. Raises Problem."""
    return checked(lambda: ListQuery.model_validate(event.query_string_parameters))


def next_link(query: ListQuery, page: Page) -> str | None:
    """Return the `Link` header to the page after this one (RFC 8288), None behind the last one."""
    if not page.has_more:
        return None
    following = query.model_copy(update={"cursor": page.contracts[-1].contract_id})
    parameters = urlencode(following.model_dump(mode="json", exclude_none=True))
    return f'<?{parameters}>; rel="next"'
