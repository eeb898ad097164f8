"""The other contexts, simulated: publishes the events of Contracts and Web, and reads the results."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.integration.aws import Aws
from tests.unit.properties.pictures import jpeg, picture
from unicorn_cli.terminal.waiting import eventually
from unicorn_kit.ids import uuid7

PATIENCE = 60.0  # seconds; a second or two is usual, but a machine may be busy
LOVELY = "A lovely house with a garden, close to the station."

type Event = dict[str, Any]


def a_house() -> str:
    return f"usa/testville/approval-road/{uuid4().hex}"


@dataclass
class Agency:
    """The other contexts' side of one test; `received` returns all events of the bus so far."""

    aws: Aws
    outputs: dict[str, str]
    received: Callable[[], list[Event]]
    numbers: dict[str, int] = field(default_factory=dict)

    def publish(self, source: str, detail_type: str, detail: Event) -> None:
        entry = {
            "EventBusName": self.outputs["EventBusName"],
            "Source": source,
            "DetailType": detail_type,
            "Detail": json.dumps(detail),
        }
        self.aws.events.put_events(Entries=[entry])  # type: ignore[list-item]  # a plain dictionary

    def contract(self, house: str, status: str, contract_id: str = "contract-1", **more: Any) -> None:
        """Publish the next status of a property's contract."""
        self.numbers[house] = self.numbers.get(house, 0) + 1
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        detail = {
            "metadata": metadata(self.numbers[house]),
            "property_id": house,
            "contract_id": contract_id,
            "contract_status": status,
            "contract_last_modified_on": now,
        }
        self.publish("unicorn.contracts", "ContractStatusChanged", detail | more)

    def old_contract(self, house: str, status: str, *, ahead: timedelta = timedelta(0)) -> None:
        """Publish a contract's status as older systems do, from a clock that may be ahead."""
        at = (datetime.now(UTC) + ahead).strftime("%d/%m/%Y %H:%M:%S")
        detail = {"property_id": house, "contract_id": "contract-1", "contract_status": status}
        self.publish("unicorn.contracts", "ContractStatusChanged", detail | {"contract_last_modified_on": at})

    def knows(self, house: str, status: str) -> bool:
        """Whether the status of a property's contract arrives in time."""

        def arrived() -> bool:
            item = self.item(f"PROPERTY#{house}", "CONTRACT")
            return item is not None and item["contract_status"]["S"] == status

        return bool(eventually(arrived, seconds=PATIENCE))

    def request(self, house: str, *, sequence: int = 1, **more: Any) -> str:
        """Request publication; return the request's id."""
        detail = a_request(house, sequence=sequence, **more)
        self.publish("unicorn.web", "PublicationApprovalRequested", detail)
        return str(detail["request_id"])

    def review(self, house: str, request_id: str, verdict: str, comment: str = "") -> None:
        """Publish a person's decision."""
        detail = {"metadata": metadata(1), "property_id": house, "request_id": request_id, "verdict": verdict}
        self.publish("unicorn.web", "PublicationReviewed", detail | {"reviewer": "admin1", "comment": comment})

    def question(self, house: str) -> Event:
        """Wait for the question to a person about a property."""
        found = eventually(lambda: self.published(house, "PublicationReviewRequested"), seconds=PATIENCE)
        assert found, f"nobody is asked about {house}"
        return found[0]

    def upload(self, mark: str = "", content: bytes | None = None) -> str:
        """Store an image where Web stores it; return its key."""
        key = f"published/{uuid4().hex}/master.jpg"
        body = jpeg(picture(mark, size=(320, 240))) if content is None else content
        self.aws.s3.put_object(Bucket=self.outputs["ImagesBucketName"], Key=key, Body=body)
        return key

    def published(self, house: str, detail_type: str = "PublicationEvaluationCompleted") -> list[Event]:
        """Return the events that Properties has published about a property so far."""
        details = [event["detail"] for event in self.received() if event["detail-type"] == detail_type]
        return [detail for detail in details if detail["property_id"] == house]

    def evaluation(self, request_id: str) -> Event:
        """Wait for the evaluation of a request."""

        def answer() -> Event | None:
            answers = [e["detail"] for e in self.received() if e["detail-type"] == "PublicationEvaluationCompleted"]
            return next((detail for detail in answers if detail["request_id"] == request_id), None)

        found = eventually(answer, seconds=PATIENCE)
        assert found, f"no evaluation of {request_id}"
        return found

    def execution(self, request_id: str) -> Event:
        """Return a request's execution once it has ended."""

        def ended() -> Event | None:
            item = self.item(f"REQUEST#{request_id}", "REQUEST")
            if item is None:
                return None
            found = self.aws.states.describe_execution(executionArn=item["execution_id"]["S"])
            return dict(found) if found["status"] != "RUNNING" else None

        found = eventually(ended, seconds=PATIENCE)
        assert found, f"the execution of {request_id} did not end"
        return found

    def path(self, execution_arn: str) -> list[str]:
        """Return the states that an execution went through, without those inside a Map."""
        history = self.aws.states.get_execution_history(executionArn=execution_arn, maxResults=1000)["events"]
        return [event["stateEnteredEventDetails"]["name"] for event in history if "stateEnteredEventDetails" in event]

    def attempts(self, execution_arn: str) -> list[str]:
        """Return the executions that evaluated for a workflow's execution, in their order. AWS keeps none of them."""
        history = self.aws.states.get_execution_history(executionArn=execution_arn, maxResults=1000)["events"]
        results = [
            json.loads(e["taskSucceededEventDetails"]["output"]) for e in history if e["type"] == "TaskSucceeded"
        ]
        return [result["ExecutionArn"] for result in results if "ExecutionArn" in result]

    def calls(self, execution_arn: str, name: str) -> int:
        """Count the tasks of an execution whose resource has this name, those inside a Map too."""
        history = self.aws.states.get_execution_history(executionArn=execution_arn, maxResults=1000)["events"]
        called = [
            event["taskScheduledEventDetails"]["resource"] for event in history if event["type"] == "TaskScheduled"
        ]
        return len([resource for resource in called if resource.endswith(name)])

    def item(self, pk: str, sk: str) -> Event | None:
        table = self.outputs["PropertiesContractStatusTableName"]
        key: Any = {"pk": {"S": pk}, "sk": {"S": sk}}
        return self.aws.dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")

    def waits(self, house: str, request_id: str, kind: str = "WAITER") -> Event:
        """Return the waiter of a request, once there is one: for the contract, or for a person (`REVIEW`)."""
        found = eventually(lambda: self.item(f"PROPERTY#{house}", f"{kind}#{request_id}"), seconds=PATIENCE)
        assert found, f"{request_id} does not wait"
        return found

    def dead_letter(self, output: str, text: str) -> str:
        """Return the dead letter that contains a text, and delete it, so that each test leaves the queue clean."""
        queue = self.outputs[output]

        def received() -> str | None:
            for message in self.aws.sqs.receive_message(
                QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=1
            ).get("Messages", []):
                if text in message["Body"]:
                    self.aws.sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
                    return message["Body"]
            return None

        found = eventually(received, seconds=PATIENCE)
        assert found, f"no dead letter with {text}"
        return found


def metadata(sequence: int) -> Event:
    return {"event_id": str(uuid7()), "correlation_id": "story", "schema_version": 1, "sequence": sequence}


def a_request(house: str, *, sequence: int = 1, **more: Any) -> Event:
    return {
        "metadata": metadata(sequence),
        "property_id": house,
        "request_id": str(uuid7()),
        "status": "PENDING",
        "description": LOVELY,
        "images": [],
        "listprice": 200_000,
    } | more


def codes(evaluation: Event) -> list[str]:
    return [reason["code"] for reason in evaluation["reasons"]]
