"""Arguments → JSON bodies, and answers → values or errors, as boto3 has them."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zlib import crc32

from unicorn_kit.aws.answers import RawAnswer
from unicorn_kit.aws.errors import NoAnswer


def to_body(arguments: Mapping[str, Any]) -> bytes:
    """Return the arguments as JSON: bytes in base64, moments as seconds since 1970."""
    return _to_json(arguments).encode()


def to_values(answer: RawAnswer, *, with_binary: bool) -> dict[str, Any]:
    """Return the members of an answer's body. Raises NoAnswer if it arrived damaged or is no JSON object.

    With `with_binary`, DynamoDB's binary attributes (`{"B": …}` and `{"BS": […]}`) become bytes.
    """
    if answer.headers.get("x-amz-crc32", checksum := str(crc32(answer.body))) != checksum:
        raise NoAnswer("the answer's checksum is wrong")
    with_binary = with_binary and (b'"B"' in answer.body or b'"BS"' in answer.body)  # a hook doubles the time
    try:
        found = json.loads(answer.body.decode(), object_hook=_decoded if with_binary else None)
    except (ValueError, RecursionError) as error:
        raise NoAnswer(f"the answer is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise NoAnswer("the answer is no JSON object")
    return found


def error_type(answer: RawAnswer, found: Mapping[str, Any]) -> str:
    """Return the name of an error; the status if it has none.

    AWS writes `__type` with a namespace, `com.amazonaws.dynamodb.v20120810#ThrottlingException`, or with the address of
    a documentation page behind a colon; local engines write it bare.
    """
    return str(found.get("__type") or answer.status).partition(":")[0].rpartition("#")[2]


def error_response(answer: RawAnswer, found: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return an error in botocore's shape. SQS has codes of an older protocol beside the names: then those count."""
    message = found.get("message") or found.get("Message") or ("" if found else answer.reason)
    old_code, _, sender = answer.headers.get("x-amzn-query-error", "").partition(";")
    code = {"Code": old_code, "QueryErrorCode": name, "Type": sender} if old_code and sender else {"Code": name}
    members = {member: value for member, value in found.items() if member not in {"__type", "message", "Message"}}
    return members | {"Error": {"Message": message} | code, "ResponseMetadata": metadata(answer)}


def metadata(answer: RawAnswer) -> dict[str, Any]:
    return {
        "RequestId": answer.headers.get("x-amzn-requestid", ""),
        "HTTPStatusCode": answer.status,
        "HTTPHeaders": answer.headers,
    }


def _encoded(value: Any) -> Any:
    if isinstance(value, bytes | bytearray):
        return b64encode(value).decode()
    if isinstance(value, datetime):
        return value.timestamp()
    raise TypeError(f"{type(value).__name__} has no place in a request")


# Nothing here holds itself, and looking for it is a fifth of the time.
_to_json = json.JSONEncoder(default=_encoded, separators=(",", ":"), check_circular=False).encode


def _decoded(found: dict[str, Any]) -> dict[str, Any]:
    if len(found) == 1:
        ((kind, value),) = found.items()
        if kind == "B" and isinstance(value, str):
            return {"B": b64decode(value)}
        if kind == "BS" and isinstance(value, list):
            return {"BS": [b64decode(entry) for entry in value]}
    return found
