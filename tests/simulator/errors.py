"""Errors of simulated services, before they have the form that a client gives them."""

from collections.abc import Mapping
from typing import Any

from unicorn_kit.aws.errors import Exceptions

STATUS = {"InternalServerError": 500, "InternalFailure": 500, "ServiceUnavailable": 503, "InternalError": 500}


class ServiceError(Exception):
    """An answer of a service that is an error: its code, its message and its own members."""

    def __init__(self, code: str, message: str = "", members: Mapping[str, Any] | None = None) -> None:
        super().__init__(code, message)
        self.code, self.message, self.members = code, message, dict(members or {})

    def response(self) -> dict[str, Any]:
        """Return the error as a client has it."""
        metadata = {"HTTPStatusCode": STATUS.get(self.code, 400), "HTTPHeaders": {}, "RequestId": ""}
        return self.members | {"Error": {"Code": self.code, "Message": self.message}, "ResponseMetadata": metadata}

    def of(self, exceptions: Exceptions, operation: str) -> Exception:
        return exceptions[self.code](self.response(), operation)


class ValidationException(ServiceError):
    def __init__(self, message: str) -> None:
        super().__init__("ValidationException", message)
