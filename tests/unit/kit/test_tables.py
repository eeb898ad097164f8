"""Every API's table: its names exist, and handlers read and return the models of their row."""

import inspect
from http import HTTPStatus
from typing import Any, is_typeddict

import pytest
from pydantic import BaseModel

from apis.tools.template import tables
from tests.apigateway import LambdaContext
from unicorn_kit.bodies import read_body
from unicorn_kit.http import Request, Response
from unicorn_kit.problems import Problem
from unicorn_kit.routes import Api, Route
from unicorn_kit.serving import serve

ROWS = [
    pytest.param(api, route, id=f"{route.method} {route.path}") for api in tables().values() for route in api.routes
]


def last(name: str) -> str:
    return name.rpartition(".")[2]


@pytest.mark.parametrize(("api", "route"), ROWS)
def test_every_name_in_a_table_exists(api: Api, route: Route) -> None:
    assert callable(api.resolve(route.handler))
    assert callable(api.resolve(f"{api.module_of(route)}.handler"))
    for model in filter(None, (route.body, route.query)):
        assert issubclass(api.resolve(model), BaseModel)
    if route.answer:
        assert is_typeddict(api.resolve(route.answer))


@pytest.mark.parametrize(("api", "route"), ROWS)
def test_a_handler_declares_the_answer_that_its_row_has(api: Api, route: Route) -> None:
    answer = last(route.answer) if route.answer else "Any"
    declared = inspect.signature(api.resolve(route.handler)).return_annotation
    wanted = f"Response[list[{answer}]]" if route.many else f"Response[{answer}]"
    assert (declared if isinstance(declared, str) else declared.__name__ + "[Any]") == wanted


@pytest.mark.parametrize("api", tables().values(), ids=list(tables()))
def test_no_two_rows_have_one_method_and_path_or_one_operation(api: Api) -> None:
    assert len({(route.method, route.path) for route in api.routes}) == len(api.routes)
    assert len({route.operation for route in api.routes}) == len(api.routes)


class Body(BaseModel):
    name: str


class Other(BaseModel):
    name: str


def reads_another(request: Request) -> Response[Any]:
    return Response(HTTPStatus.OK, {}, read_body(Other, request).name)


def reads_its_own(request: Request) -> Response[Any]:
    return Response(HTTPStatus.OK, {}, read_body(Body, request).name)


class Lines:
    """A log in memory."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def info(self, message: str, /, **_: object) -> None:
        self.written.append(message)

    def exception(self, message: str, /, **_: object) -> None:
        self.written.append(message)


THINGS = Api(
    title="Things",
    package="tests.unit.kit",
    routes=(
        Route("POST", "/things", ".test_tables.reads_its_own", "Make", access="public", body=".test_tables.Body"),
        Route("PUT", "/things", ".test_tables.reads_another", "Change", access="public", body=".test_tables.Body"),
        Route("PATCH", "/things", ".test_tables.reads_its_own", "Change a bit", body=".test_tables.Body"),
    ),
)


def ask(method: str, path: str = "/things", groups: str | None = None) -> tuple[int, list[str], dict[str, Any]]:
    claims = {"cognito:username": "a", "cognito:groups": groups}
    event = {
        "httpMethod": method,
        "resource": path,
        "requestContext": {"requestId": "r", "authorizer": {"claims": claims} if groups is not None else None},
        "body": '{"name": "it"}',
    }
    log = Lines()
    answer = serve(event, LambdaContext(), THINGS, f"{__package__}.test_tables", error_responses={}, log=log)
    return answer["statusCode"], log.written, answer


@pytest.mark.parametrize(
    ("method", "groups", "status"),
    [
        ("POST", None, 200),
        ("PATCH", None, 401),
        ("PATCH", "others", 403),
        ("PATCH", "agents", 200),
        ("GET", "x", 404),
        ("OPTIONS", None, 404),
    ],
)
def test_a_route_accepts_only_the_callers_of_its_row(method: str, groups: str | None, status: int) -> None:
    assert ask(method, groups=groups)[0] == status


def test_a_handler_that_reads_another_body_than_its_row_names_fails() -> None:
    status, log, _ = ask("PUT")
    assert (status, log) == (500, ["unexpected_error", "reads_another"])


def test_a_repeated_parameter_is_an_error_or_its_last_value_is_used() -> None:
    request = Request(
        {"multiValueQueryStringParameters": {"a": ["1", "2"]}, "queryStringParameters": {"a": "2"}, "headers": None}
    )
    assert request.last_query == {"a": "2"}
    with pytest.raises(Problem):
        _ = request.query
