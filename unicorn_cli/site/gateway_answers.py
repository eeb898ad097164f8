"""The local gateway's own refusals as problem details: those of the templates, which the engine does not read."""

from http import HTTPStatus

from unicorn_cli.site.forwarding import Answer, problem_answer
from unicorn_kit.problems import Problem

MARK = "x-amzn-errortype"  # no answer of a function has it
REFUSALS: dict[str, tuple[HTTPStatus, str, str]] = {
    "UnauthorizedException": (
        HTTPStatus.UNAUTHORIZED,
        "not-signed-in",
        "Sign in and send the token as a bearer token.",
    ),
    "MissingAuthenticationTokenException": (
        HTTPStatus.NOT_FOUND,
        "no-such-route",
        "There is no such route; the API's description lists those there are.",
    ),
    "TooManyRequestsException": (
        HTTPStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        "Wait a second and send the request again.",
    ),
}


def as_deployed(answer: Answer) -> Answer:
    """Return an answer as the deployed gateway gives it: a refusal of its own becomes a problem."""
    named = {name.lower(): value for name, value in answer.headers}
    if (refusal := REFUSALS.get(named.get(MARK, ""))) is None:
        return answer
    retry_after = "1" if refusal[0] is HTTPStatus.TOO_MANY_REQUESTS else None
    return problem_answer(Problem(*refusal, retry_after=retry_after), named.get("x-amzn-requestid"))
