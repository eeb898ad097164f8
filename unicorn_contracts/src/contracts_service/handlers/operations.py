"""Every route of the API, as its callers see it: what it takes, answers and refuses."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from pydantic import BaseModel

from contracts_service.handlers.api_models import ChangeContract, DraftContract, MoveContract
from contracts_service.handlers.list_query import ListQuery

TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457): what is wrong, and how to mend it",
    "required": ["type", "title", "status", "detail", "correlation_id"],
    "properties": {
        "type": TEXT | {"format": "uri", "description": "stable; its last part names the kind of problem"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "correlation_id": TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": TEXT, "message": TEXT},
            },
        },
    },
}
CONTRACT_ID = {"name": "contract_id", "in": "path", "required": True, "schema": TEXT | {"format": "uuid"}}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "the ETag of the version that the change was made from, or *; 428 without it",
    "schema": TEXT,
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "the same key and body get the first answer again, for 24 hours",
    "schema": TEXT | {"minLength": 1, "maxLength": 128, "pattern": "^[A-Za-z0-9._~-]+$"},
}
ETAG = {"ETag": {"description": "the version, for If-Match", "schema": TEXT}}
LOCATION = {"Location": {"description": "where the contract is", "schema": TEXT}}
LINK = {"Link": {"description": 'the next page, `rel="next"` (RFC 8288); absent on the last one', "schema": TEXT}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One route; `problems` are the refusals of its own, beside those that any route may answer."""

    name: str
    method: Literal["get", "post", "put", "patch"]
    path: str
    summary: str
    answer: dict[str, Any]
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    parameters: tuple[dict[str, Any], ...] = ()
    headers: dict[str, Any] | None = None
    status: HTTPStatus = HTTPStatus.OK
    problems: tuple[int, ...] = ()


ONE = {"$ref": "#/components/schemas/ContractAnswer"}
OPERATIONS = (
    Operation(
        name="draft_contract",
        method="post",
        path="/contracts",
        summary="Draft a contract for a property that has none in DRAFT or APPROVED",
        body=DraftContract,
        answer=ONE,
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        headers=ETAG | LOCATION,
        problems=(400, 409, 413, 422),
    ),
    Operation(
        name="move_contract",
        method="put",
        path="/contracts",
        summary="Move a property's active contract, to APPROVED unless said otherwise",
        body=MoveContract,
        answer=ONE,
        headers=ETAG,
        problems=(400, 404, 409, 413),
    ),
    Operation(
        name="list_contracts",
        method="get",
        path="/contracts",
        summary="List contracts, newest first",
        query=ListQuery,
        answer={"type": "array", "items": ONE},
        headers=LINK,
        problems=(400,),
    ),
    Operation(
        name="read_contract",
        method="get",
        path="/contracts/{contract_id}",
        summary="Read one contract",
        answer=ONE,
        parameters=(CONTRACT_ID,),
        headers=ETAG,
        problems=(404,),
    ),
    Operation(
        name="change_contract",
        method="patch",
        path="/contracts/{contract_id}",
        summary="Change one contract, if it still is the version that was read",
        body=ChangeContract,
        answer=ONE,
        parameters=(CONTRACT_ID, IF_MATCH),
        headers=ETAG,
        problems=(400, 404, 409, 412, 413, 428),
    ),
)
