"""Anyone's requests for the API's description → OpenAPI 3.1, and a page of it. It reaches no table and no bucket."""

from typing import TYPE_CHECKING, Any

from unicorn_kit.http import Request, Response
from unicorn_kit.serving import serve
from web_service import wiring
from web_service.api.described import API
from web_service.telemetry import logger

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext


def read_description(request: Request) -> Response[Any]:
    from unicorn_kit.description import openapi_response  # noqa: PLC0415

    return openapi_response(API, request, sign_in=wiring.openid_configuration())


def read_docs(request: Request) -> Response[Any]:
    from unicorn_kit.description import docs_response  # noqa: PLC0415

    return docs_response(API, request)


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses={}, log=logger)
