"""Agents' REST requests → contracts."""

import json
from functools import cache
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.typing import LambdaContext

from contracts_service import use_cases, wiring
from contracts_service.domain.contract import Contract
from contracts_service.domain.property_id import normalise
from contracts_service.handlers import requests
from contracts_service.handlers.api_models import ChangeContract, ContractAnswer, DraftContract, MoveContract
from contracts_service.handlers.app import make_app
from contracts_service.handlers.list_query import list_query, next_link
from contracts_service.wiring import logger

router = APIGatewayRouter()


@router.post("/contracts")
def post_contract() -> Response[str]:
    event = router.current_event
    call = requests.call(event)
    key = requests.idempotency_key(event)
    if key is None:
        return _draft(call)
    kept = wiring.idempotency().once(
        f"{call.origin.agent}:{key}",
        requests.text(event),
        lambda: _kept(_draft(call)),
        context=router.lambda_context,
    )
    return Response(**kept)


@router.put("/contracts")
def put_contract() -> Response[str]:
    call = requests.call(router.current_event)
    move = requests.body(MoveContract, router.current_event)
    property_id = normalise(move.property_id)
    return _answer(
        use_cases.move_active_contract(property_id, move.contract_status, contracts=wiring.contracts(), call=call)
    )


@router.patch("/contracts/<contract_id>")
def patch_contract(contract_id: str) -> Response[str]:
    call = requests.call(router.current_event)
    change = requests.body(ChangeContract, router.current_event)
    return _answer(
        use_cases.change_contract(
            requests.contract_id(contract_id),
            status=change.contract_status,
            seller_name=change.seller_name,
            expires_on=change.expires_on,
            if_version=requests.version_wanted(router.current_event),
            contracts=wiring.contracts(),
            call=call,
        )
    )


@router.get("/contracts/<contract_id>")
def get_contract(contract_id: str) -> Response[str]:
    requests.call(router.current_event)
    return _answer(wiring.contracts().get(requests.contract_id(contract_id)))


@router.get("/contracts")
def get_contracts() -> Response[str]:
    requests.call(router.current_event)
    query = list_query(router.current_event)
    page = use_cases.list_contracts(query.wanted(), limit=query.limit, contracts=wiring.contracts())
    answers = ",".join(ContractAnswer.of(contract).model_dump_json() for contract in page.contracts)
    link = next_link(query, page)
    return Response(
        status_code=HTTPStatus.OK,
        content_type="application/json",
        headers={"Link": link} if link else {},
        body=f"[{answers}]",
    )


@router.get("/openapi.json")
def get_openapi() -> Response[str]:
    return Response(HTTPStatus.OK, "application/json", json.dumps(_description()))


@router.get("/docs")
def get_docs() -> Response[str]:
    from unicorn_kit.docs_page import docs_page  # noqa: PLC0415 - only its readers pay for it

    return Response(HTTPStatus.OK, "text/html; charset=utf-8", docs_page(_description()))


@cache
def app() -> APIGatewayRestResolver:
    return make_app(router)


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app().resolve(event, context)


def _draft(call: use_cases.Call) -> Response[str]:
    draft = requests.body(DraftContract, router.current_event)
    contract = use_cases.draft_contract(
        property_id=normalise(draft.property_id),
        address=draft.address.to_domain(),
        seller_name=draft.seller_name,
        expires_on=draft.expires_on,
        contracts=wiring.contracts(),
        call=call,
    )
    # Relative, since the address of the API may have a stage in its path (RFC 9110, section 10.2.2).
    return _answer(contract, HTTPStatus.CREATED, {"Location": f"contracts/{contract.contract_id}"})


def _kept(response: Response[str]) -> dict[str, Any]:
    """What is kept of an answer, to be given again."""
    return {
        "status_code": response.status_code,
        "content_type": response.headers["Content-Type"],
        "headers": {name: value for name, value in response.headers.items() if name != "Content-Type"},
        "body": response.body,
    }


def _description() -> dict[str, Any]:
    from contracts_service.handlers.openapi import document  # noqa: PLC0415 - only its readers pay for it

    requests.call(router.current_event)
    return document(server=f"/{router.current_event.request_context.stage}")


def _answer(
    contract: Contract, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> Response[str]:
    return Response(
        status_code=status,
        content_type="application/json",
        headers={"ETag": f'"{contract.version}"'} | (headers or {}),
        body=ContractAnswer.of(contract).model_dump_json(),
    )
