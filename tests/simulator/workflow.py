"""Step Functions: executions of the templates' state machines in virtual time, by the interpreter of tests/infra.

A task's retries, time limits and tokens are those of the definition. An execution is durable: it never crashes.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from tests.infra import asl
from tests.infra.asl import TaskError
from tests.simulator import jsonata_cache, topology
from tests.simulator.aws import Aws, NoAnswerCame
from tests.simulator.bus import DEFAULT, Buses
from tests.simulator.errors import ServiceError
from tests.simulator.kernel import FOREVER, Future, Kernel
from tests.simulator.lambdas import START, FunctionFailed, Lambdas

type Answer = Callable[[str, Any], Any]

NAMES = {"dynamodb": "DynamoDB", "events": "EventBridge", "sqs": "SQS", "sfn": "Sfn"}
OPERATIONS = {
    "putItem": "put_item",
    "putEvents": "put_events",
    "sendMessage": "send_message",
    "startSyncExecution": "start_sync_execution",
}
ENDED_BADLY = {"FAILED", "TIMED_OUT", "ABORTED"}


class Execution(asl.Execution):
    """One execution, whose waits let others run."""

    def __init__(self, name: str, number: int, machines: "Machines", event: Any) -> None:
        self.machines, self.name, self.number = machines, name, number
        self.visits = 0
        self.token = ""
        super().__init__(
            definition=topology.definition(name),
            call=self._task,
            started=machines.now(),
            input=event,
            id=f"arn:aws:states:eu-west-1:000000000000:execution:{name}:execution-{number}",
        )

    @cached_property
    def context(self) -> dict[str, Any]:
        """What expressions may read of the execution."""
        return {"Execution": {"Id": self.id, "Input": self.input, "StartTime": asl._written(self.started)}}

    @property
    def now(self) -> datetime:
        return self.machines.now()

    @now.setter
    def now(self, moment: datetime) -> None:
        self.machines.kernel.sleep((moment - self.machines.now()).total_seconds())

    def _walk(self, machine: dict[str, Any], given: Any, variables: dict[str, Any], path: list[str]) -> Any:
        name = machine["StartAt"]
        while name:
            if self.lasted.total_seconds() > self.definition.get("TimeoutSeconds", FOREVER):
                raise asl._MachineTimedOut
            path.append(name)
            given, name = _Visit(self, name, variables).enter(machine["States"][name], given)
        return given

    def _task(self, state: str, resource: str, arguments: Any) -> Any:
        return self.machines.task(self, state, resource, arguments)


class _Visit(asl._Scope):
    """One visit to one state; its token is a secret of its own."""

    _execution: Execution

    def __init__(self, execution: Execution, name: str, variables: dict[str, Any]) -> None:
        super().__init__(execution, name, variables)
        execution.visits += 1
        self.token = f"token-{execution.number}-{execution.visits}"

    def _evaluated(self, expression: str, given: Any, result: Any, error: Any) -> Any:
        run = self._execution
        if "Task.Token" in expression:  # each attempt of a task has a token of its own
            run.visits += 1
            self.token = f"token-{run.number}-{run.visits}"
        run.token = self.token
        context = run.context | {
            "State": {"Name": self._name, "EnteredTime": self._entered},
            "Task": {"Token": self.token},
        }
        states = {"input": given, "result": result, "errorOutput": error, "context": context}
        outcome = jsonata_cache.outcome(expression, {"states": states} | self._variables)
        if "error" in outcome:
            raise TaskError("States.QueryEvaluationError", outcome["error"])
        return outcome["value"]


class Machines:
    """All executions. `sentiment` and `moderation` answer as Comprehend and Rekognition do."""

    def __init__(self, kernel: Kernel, aws: Aws, lambdas: Lambdas, buses: Buses, judges: Mapping[str, Answer]) -> None:
        self.kernel, self.aws, self.lambdas, self.buses, self.judges = kernel, aws, lambdas, buses, judges
        self.executions: list[Execution] = []
        self.tokens: dict[str, Future] = {}
        self.is_down: Callable[[], bool] = lambda: False

    def now(self) -> datetime:
        moment = START + timedelta(seconds=self.kernel.now)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    @property
    def waiting(self) -> dict[str, Future]:
        return {token: future for token, future in self.tokens.items() if not future.is_set}

    def start(self, name: str, event: Any) -> None:
        """Raises ServiceError while the service is down."""
        if self.is_down():
            raise ServiceError("ServiceUnavailable", "try again")
        execution = self._new(name, event)
        self.kernel.spawn(lambda: self._run(execution))

    def call(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Take a task's token back."""
        future = self.tokens.get(given["taskToken"])
        if future is None:
            raise ServiceError("InvalidToken", "Invalid Token")
        if future.is_set:
            raise ServiceError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
        if operation == "send_task_success":
            self.kernel.set(future, json.loads(given["output"]))
        else:
            self.kernel.set(future, TaskError(given["error"], given.get("cause", "")))
        return {}

    def task(self, execution: Execution, state: str, resource: str, arguments: Any) -> Any:
        """Do one task, as its resource says. Raises TaskError."""
        _, _, service = resource.partition(":::")
        match service.removeprefix("aws-sdk:").split(":"):
            case ["lambda", "invoke"]:
                return {"Payload": self._function(arguments)}
            case ["lambda", "invoke.waitForTaskToken"]:
                return self._answer_to_token(execution, state, arguments)
            case [name, operation] if name in self.judges:
                self.kernel.sleep(self.aws.chance.random())
                return self.judges[name](operation, arguments)
            case [name, operation]:
                return self._integration(execution, name, OPERATIONS[operation], arguments)
        raise AssertionError(f"{resource} is not modelled")

    def _run(self, execution: Execution) -> None:
        execution.run()
        if execution.status in ENDED_BADLY:
            detail = {
                "executionArn": execution.id,
                "stateMachineArn": execution.name,
                "name": f"execution-{execution.number}",
                "status": execution.status,
                "error": execution.error,
                "cause": execution.cause,
                "input": json.dumps(execution.input),
            }
            self.buses.publish(DEFAULT, "aws.states", "Step Functions Execution Status Change", detail)

    def _function(self, arguments: Any) -> Any:
        try:
            result = self.lambdas.invoke(arguments["FunctionName"], arguments["Payload"])
        except FunctionFailed as failed:
            raise TaskError(str(failed)) from failed
        return json.loads(json.dumps(result))  # JSONata knows no enums

    def _answer_to_token(self, execution: Execution, state: str, arguments: Any) -> Any:
        token, future = execution.token, Future()
        self.tokens[token] = future
        try:
            self._function(arguments)
        except TaskError:
            if not future.is_set:  # another attempt has another token
                future.is_set = True
                raise
        seconds = execution.definition["States"][state].get("TimeoutSeconds", FOREVER)
        if not self.kernel.wait(future, seconds):
            future.is_set = True
            raise TaskError("States.Timeout")
        if isinstance(future.value, TaskError):
            raise future.value
        return future.value

    def evaluate(self, _: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Run another state machine to its end, as `startSyncExecution` does: a failure is an answer, too."""
        child = self._new(arguments["StateMachineArn"], json.loads(arguments["Input"]))
        child.run()
        ended = {"Status": child.status, "ExecutionArn": child.id}
        if child.status == "SUCCEEDED":
            return ended | {"Output": json.dumps(child.output)}
        return ended | {"Error": child.error, "Cause": child.cause}

    def _new(self, name: str, event: Any) -> Execution:
        execution = Execution(name, len(self.executions) + 1, self, event)
        self.executions.append(execution)
        return execution

    def _integration(self, execution: Execution, name: str, operation: str, arguments: Any) -> Any:
        try:
            result = self.aws.call(f"{execution.name}-{execution.number}", name, operation, arguments)
        except ServiceError as error:
            raise TaskError(f"{NAMES[name]}.{error.code}", error.message) from error
        except NoAnswerCame as error:
            raise TaskError(f"{NAMES[name]}.SdkClientException") from error
        if result.get("FailedEntryCount"):
            raise TaskError("EventBridge.FailedEntry", "an entry was rejected")
        return result
