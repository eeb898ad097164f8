"""The Contracts API: one row for each route. From it come routing, OpenAPI document and the template's routes."""

from http import HTTPStatus

from unicorn_kit.conditions import ENTITY_TAGS, IDEMPOTENCY_KEY
from unicorn_kit.routes import Api, Route

TEXT = {"type": "string"}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": 'the ETag of the version that the change was made from: its number in quotes, as in "7"; or'
    " several, or *. 428 without it; 412 if the contract is at another version",
    "required": True,
    "schema": ENTITY_TAGS,
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "the ETags of versions that the caller has, or *; 304 if the contract is still at one of them",
    "schema": ENTITY_TAGS,
}
ETAG = {"ETag": {"description": 'the version in quotes, as in "7", for If-Match', "schema": TEXT}}
LOCATION = {"Location": {"description": "where the contract is", "schema": TEXT}}
LINK = {"Link": {"description": 'the next page, `rel="next"` (RFC 8288); absent on the last one', "schema": TEXT}}

ROUTES = (
    Route(
        "POST",
        "/contracts",
        handler=".handlers.contracts_api.draft_contract",
        summary="Draft a contract for a property that has none in DRAFT or APPROVED",
        body=".api.bodies.DraftContract",
        answer=".api.answers.ContractAnswer",
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        headers=ETAG | LOCATION,
        problems=(400, 409, 413, 422),
    ),
    Route(
        "PUT",
        "/contracts",
        handler=".handlers.contracts_api.move_contract",
        summary="Move a property's active contract, to APPROVED by default",
        body=".api.moves.MoveContract",
        answer=".api.answers.ContractAnswer",
        headers=ETAG,
        problems=(400, 404, 409, 413),
    ),
    Route(
        "GET",
        "/contracts",
        handler=".handlers.contracts_api.list_contracts",
        summary="List contracts, newest first",
        query=".api.queries.ListQuery",
        answer=".api.answers.ContractAnswer",
        many=True,
        headers=LINK,
        problems=(400,),
    ),
    Route(
        "GET",
        "/contracts/{contract_id}",
        handler=".handlers.contracts_api.read_contract",
        summary="Read one contract",
        answer=".api.answers.ContractAnswer",
        parameters=(IF_NONE_MATCH,),
        headers=ETAG,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400, 404),
    ),
    Route(
        "PATCH",
        "/contracts/{contract_id}",
        handler=".handlers.contracts_api.change_contract",
        summary="Change one contract, if it still is the version that was read",
        body=".api.bodies.ChangeContract",
        answer=".api.answers.ContractAnswer",
        parameters=(IF_MATCH,),
        headers=ETAG,
        problems=(400, 404, 409, 412, 413, 428),
    ),
    Route(
        "GET",
        "/openapi.json",
        handler=".handlers.contracts_api.read_description",
        summary="The OpenAPI document",
        access="public",
    ),
    Route(
        "GET",
        "/docs",
        handler=".handlers.contracts_api.read_docs",
        summary="The OpenAPI document as a page",
        access="public",
    ),
)
API = Api(
    title="Unicorn Contracts",
    description="The agency's contracts with sellers. A listing is published once the contract about it is approved.",
    package="contracts_service",
    routes=ROUTES,
    path_schemas={"contract_id": TEXT | {"format": "uuid"}},
    problem_members=".api.answers.ProblemMembers",
)
