"""Agents' REST requests → contracts."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from contracts_service import use_cases, wiring
from contracts_service.api.error_responses import ERROR_RESPONSES
from contracts_service.api.moves import MoveContract
from contracts_service.api.paths import contract_id
from contracts_service.api.routes import API
from contracts_service.api.views import contract_view
from contracts_service.domain.change import Origin
from contracts_service.domain.contract import Contract
from contracts_service.wiring import logger
from unicorn_kernel.property_id import normalise
from unicorn_kit.bodies import read_body, read_query
from unicorn_kit.conditions import etag, required_version, unless_held
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.idempotency import Keep, once
from unicorn_kit.serving import serve

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from contracts_service.api.answers import ContractAnswer


# Each route imports the models and texts that it alone needs. # ruff: noqa: PLC0415


def draft_contract(request: Request) -> "Response[ContractAnswer]":
    return once(request, lambda keep: _draft(request, keep), receipts=wiring.receipts)


def move_contract(request: Request) -> "Response[ContractAnswer]":
    move = read_body(MoveContract, request)
    property_id = normalise(move.property_id)
    return _shown(
        use_cases.move_active_contract(
            property_id, move.contract_status, contracts=wiring.contracts(), call=_call(request)
        )
    )


def change_contract(request: Request) -> "Response[ContractAnswer]":
    from contracts_service.api.bodies import ChangeContract

    change = read_body(ChangeContract, request)
    return _shown(
        use_cases.change_contract(
            contract_id(request.part("contract_id")),
            status=change.contract_status,
            terms=change.terms(),
            if_version=required_version(request, of="contract"),
            contracts=wiring.contracts(),
            call=_call(request),
        )
    )


def read_contract(request: Request) -> "Response[ContractAnswer]":
    return unless_held(_shown(wiring.contracts().get(contract_id(request.part("contract_id")))), request)


def list_contracts(request: Request) -> "Response[list[ContractAnswer]]":
    from contracts_service.api.queries import ListQuery

    query = read_query(ListQuery, request, request.query)
    page = use_cases.list_contracts(query.to_filter(), limit=query.limit, contracts=wiring.contracts())
    return json_response([contract_view(contract) for contract in page.contracts], headers=query.next_link(page))


def read_description(request: Request) -> Response[Any]:
    from unicorn_kit.description import openapi_response

    return openapi_response(API, request, sign_in=wiring.openid_configuration())


def read_docs(request: Request) -> Response[Any]:
    from unicorn_kit.description import docs_response

    return docs_response(API, request)


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses=ERROR_RESPONSES, log=logger)


def _draft(request: Request, keep: Keep) -> "Response[ContractAnswer]":
    from contracts_service.api.bodies import DraftContract

    draft = read_body(DraftContract, request)
    contract = use_cases.draft_contract(
        property_id=draft.property_id,
        address=draft.address.to_domain(),
        seller_name=draft.seller_name,
        expires_on=draft.expires_on,
        contracts=wiring.contracts(),
        call=_call(request),
        receipt=lambda contract: keep(lambda: _drafted(contract)),
    )
    return _drafted(contract)


def _drafted(contract: Contract) -> "Response[ContractAnswer]":
    # Relative, since the address of the API may have a stage in its path (RFC 9110, section 10.2.2).
    return _shown(contract, HTTPStatus.CREATED, {"Location": f"contracts/{contract.contract_id}"})


def _call(request: Request) -> use_cases.Call:
    caller = request.caller
    origin = Origin(agent=caller.name, correlation_id=request.correlation_id, causation_id=request.request_id)
    return wiring.call(origin, is_admin=caller.is_admin)


def _shown(
    contract: Contract, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> "Response[ContractAnswer]":
    return json_response(contract_view(contract), status, etag(contract.version) | (headers or {}))
