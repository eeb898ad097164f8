"""How a call ends, as far as a caller can see it: equal for both clients, but for what a service makes up anew."""

from typing import Any

from botocore.exceptions import BotoCoreError
from botocore.exceptions import ClientError as BotocoreClientError

from tests.unit.kit.aws.random_calls import Call
from unicorn_kit.aws.errors import AwsError, ClientError, NoAnswer

type Outcome = tuple[str, Any]

MADE_UP = {"EventId", "MessageId", "SequenceNumber", "RequestId"}
SENTENCE = {"message", "Message"}  # of an error; beside `Error` botocore has it for some errors, and we never


def outcome(client: Any, call: Call, own_name: str) -> Outcome:
    """The kind of the end, and everything that the answer or error says, without the resources' own name."""
    try:
        answer = getattr(client, call.method)(**call.arguments)
    except (ClientError, BotocoreClientError) as failed:
        said: dict[str, Any] = {name: given for name, given in failed.response.items() if name not in SENTENCE}
        if not said["Error"]["Code"][0].isalpha():  # the status of an answer that is no JSON: botocore tells its text
            said["Error"]["Message"] = ""
        return "refused", _plain(said | {"operation": failed.operation_name, "class": type(failed).__name__}, own_name)
    except (AwsError, BotoCoreError):
        return "no answer", None
    return "answered", _plain(answer, own_name)


def _plain(found: Any, own_name: str) -> Any:
    if isinstance(found, dict):
        return {
            name.replace(own_name, "…"): _status(given) if name == "ResponseMetadata" else _one(name, given, own_name)
            for name, given in found.items()
        }
    if isinstance(found, list):
        return [_plain(entry, own_name) for entry in found]
    return found.replace(own_name, "…") if isinstance(found, str) else found


def _one(name: str, given: Any, own_name: str) -> Any:
    return type(given) if name in MADE_UP else _plain(given, own_name)


def _status(metadata: dict[str, Any]) -> Any:
    return metadata["HTTPStatusCode"]


def get(client: Any) -> tuple[str, Any]:
    """How a read ends: its kind, and what a caller can see of it."""
    try:
        answer = client.get_item(TableName="homes", Key={"pk": {"S": "a home"}})
    except (ClientError, BotocoreClientError) as failed:
        response = failed.response
        return response["Error"]["Code"], response.get("CancellationReasons")
    except (NoAnswer, BotoCoreError):
        return "no answer", None
    return "answered", answer.get("Item")
