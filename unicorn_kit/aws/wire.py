"""Arguments → JSON bodies, and answers → values or errors, as boto3 has them."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zlib import crc32

from unicorn_kit.aws.connection import RawAnswer
from unicorn_kit.aws.errors import NoAnswer


def to_body(arguments: Mapping[str, Any]) -> bytes:
    """Return the arguments as JSON: bytes in base64, moments as seconds since 1970."""
    return json.dumps(arguments, default=_encoded, separators=(",", ":")).encode()


def to_values(answer: RawAnswer, *, with_binary: bool) -> dict[str, Any]:
    """Return the members of an answer's body. Raises NoAnswer if it arrived damaged or is no JSON object.

    With `with_binary`, DynamoDB's binary attributes (`{"B": …}` and `{"BS": […]}`) become bytes.
    """
    checksum = answer.headers.get("x-amz-crc32")
    if checksum is not None and int(checksum) != crc32(answer.body):
        raise NoAnswer("the answer's checksum is wrong")
    try:
        found = json.loads(answer.body, object_hook=_decoded if with_binary else None) if answer.body else {}
    except ValueError as error:
        raise NoAnswer(f"the answer is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise NoAnswer("the answer is no JSON object")
    return found


def error_code(answer: RawAnswer, found: Mapping[str, Any]) -> str:
    """Return an error's code.

    AWS writes `__type` with a namespace, `com.amazonaws.dynamodb.v20120810#ThrottlingException`; local engines write it
    bare; and a header may carry it with the address of a documentation page behind a colon.
    """
    given = found.get("__type") or found.get("code") or answer.headers.get("x-amzn-errortype") or str(answer.status)
    return str(given).rpartition("#")[2].partition(":")[0]


def error_response(answer: RawAnswer, found: Mapping[str, Any], code: str) -> dict[str, Any]:
    """Return an error in botocore's shape."""
    message = found.get("message") or found.get("Message") or ("" if found else answer.reason)
    members = {name: value for name, value in found.items() if name not in {"__type", "message"}}
    return members | {"Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata(answer)}


def metadata(answer: RawAnswer) -> dict[str, Any]:
    return {
        "RequestId": answer.headers.get("x-amzn-requestid", ""),
        "HTTPStatusCode": answer.status,
        "HTTPHeaders": dict(answer.headers),
    }


def _encoded(value: Any) -> Any:
    if isinstance(value, bytes | bytearray):
        return b64encode(value).decode()
    if isinstance(value, datetime):
        return value.timestamp()
    raise TypeError(f"{type(value).__name__} has no place in a request")


def _decoded(found: dict[str, Any]) -> dict[str, Any]:
    if len(found) == 1:
        ((kind, value),) = found.items()
        if kind == "B" and isinstance(value, str):
            return {"B": b64decode(value)}
        if kind == "BS" and isinstance(value, list):
            return {"BS": [b64decode(entry) for entry in value]}
    return found
