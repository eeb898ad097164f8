"""The errors of AWS calls, in the form of botocore's."""

import sys
from collections.abc import Mapping
from typing import Any


class AwsError(Exception):
    """Raised when a call did not succeed, after all its attempts."""


class NoAnswer(AwsError):
    """Raised when no whole answer arrived: the call may or may not have had its effect."""


class ClientError(AwsError):
    """Raised when the service answered with an error.

    `response` is shaped as botocore's: `Error` with `Code` and `Message`, `ResponseMetadata`, and the members that the
    service's own error has, such as `CancellationReasons`.
    """

    def __init__(self, response: Mapping[str, Any], operation_name: str) -> None:
        error = response["Error"]
        super().__init__(f"{operation_name}: {error['Code']}: {error['Message']}")
        self.response = response
        self.operation_name = operation_name

    @property
    def code(self) -> str:
        return str(self.response["Error"]["Code"])

    @property
    def status(self) -> int:
        """The HTTP status."""
        return int(self.response["ResponseMetadata"]["HTTPStatusCode"])

    @property
    def headers(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self.response["ResponseMetadata"]["HTTPHeaders"]
        return found


def aws_errors() -> tuple[type[Exception], ...]:
    """Return what a call may raise, whichever client made it: boto3's errors only where boto3 is loaded.

    Write `except aws_errors():`; Python asks only once something was raised. Errors of both clients that carry a
    service's answer have it as `response`.
    """
    botocore = sys.modules.get("botocore.exceptions")
    return (AwsError, botocore.BotoCoreError, botocore.ClientError) if botocore else (AwsError,)


def error_code(error: Exception) -> str:
    """Return the service's code for an error of either client; the error's own name if no answer came."""
    response: Mapping[str, Any] = getattr(error, "response", {})
    return str(response.get("Error", {}).get("Code", type(error).__name__))


class Exceptions:
    """What a client has as `exceptions`: one class for each error's name, made when it is first asked for."""

    def __getattr__(self, name: str) -> type[ClientError]:
        if not _may_name(name):
            raise AttributeError(name)
        made = ClientError if name == "ClientError" else type(name, (ClientError,), {})
        setattr(self, name, made)
        return made

    def __getitem__(self, name: str) -> type[ClientError]:
        """Return the class for an error's name as the service wrote it, which may be no name at all."""
        return getattr(self, name) if _may_name(name) else ClientError


def _may_name(name: str) -> bool:
    return name.isidentifier() and name.isascii() and name[0].isupper()
