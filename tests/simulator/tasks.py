"""One task of an execution at a time: the interpreter runs again with the results so far, and stops behind the next."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.infra.asl import TaskError
from tests.simulator.board import Board
from tests.simulator.bus import DEFAULT
from tests.simulator.errors import ServiceError
from tests.simulator.lambdas import START, FunctionFailed
from tests.simulator.state import Run
from tests.simulator.workflow import ENDED_BADLY, NAMES, OPERATIONS, Execution

if TYPE_CHECKING:
    from datetime import datetime

SCORES = {"Positive": 0.4, "Negative": 0.1, "Neutral": 0.4, "Mixed": 0.1}
JUDGES: dict[str, Any] = {
    "comprehend:batchDetectSentiment": {
        "ResultList": [{"Sentiment": "POSITIVE", "SentimentScore": SCORES}],
        "ErrorList": [],
    },
    "comprehend:detectDominantLanguage": {"Languages": [{"LanguageCode": "en", "Score": 0.99}]},
    "rekognition:detectModerationLabels": {"ModerationLabels": []},
}
LATE = timedelta(days=1)  # more than any grace period
MACHINE = "PropertiesPublicationApproval"


class Stop(BaseException):
    """Raised behind the task that was new."""


class Waits(BaseException):
    """Raised in a state that waits."""


class Replayed:
    """What an execution needs of its service: results that are known, and one that is new."""

    def __init__(self, board: Board, run: Run) -> None:
        self.board, self.kernel, self.key = board, self, run.key
        self.results, self.at, self.is_new_done = list(run.results), 0, False
        self.execution: Execution | None = None

    def sleep(self, _: float) -> None:
        """Pass over the pause before a retry; a state that waits ends the step."""
        if self.execution and self.execution.definition["States"][self.execution.path[-1]]["Type"] == "Wait":
            raise Waits

    def now(self) -> "datetime":
        return START

    def task(self, execution: Execution, _: str, resource: str, arguments: Any) -> Any:
        service = resource.partition(":::")[2].removeprefix("aws-sdk:")
        if service == "sfn:startSyncExecution":
            return self._child(execution, arguments)
        if service in JUDGES:  # it reads and writes nothing of ours: no step of its own
            return JUDGES[service]
        if self.at == len(self.results):
            if self.is_new_done:
                raise Stop
            self.results.append(json.dumps(self._done(execution, service, arguments)))
            self.is_new_done = True
        self.at += 1
        return self._result(json.loads(self.results[self.at - 1]))

    def _result(self, known: list[Any]) -> Any:
        if known[0] == "token":
            answer = self.board.tokens[known[1]]
            if answer is None or self.is_new_done:
                raise Stop
            known = json.loads(answer)
        if known[0] == "error":
            raise TaskError(known[1], known[2])
        return known[1]

    def _done(self, execution: Execution, service: str, arguments: Any) -> list[Any]:
        """Do a task that is new."""
        name, operation = service.split(":")
        if name == "lambda":
            return self._function(execution, operation, arguments)
        try:
            return ["value", self.board.call(execution.name, name, OPERATIONS[operation], arguments)]
        except ServiceError as error:
            return ["error", f"{NAMES[name]}.{error.code}", error.message]

    def _function(self, execution: Execution, operation: str, arguments: Any) -> list[Any]:
        token = f"{self.key} {execution.token}"
        if "waitForTaskToken" in operation:
            arguments = json.loads(json.dumps(arguments).replace(execution.token, token))
            self.board.tokens[token] = None
        try:
            result = self.board.lambdas.invoke(arguments["FunctionName"], arguments["Payload"])
        except FunctionFailed as failed:
            if token in self.board.tokens:  # another attempt has another token
                self.board.tokens[token] = json.dumps(["error", str(failed), ""])
            return ["error", str(failed), ""]
        return ["token", token] if "waitForTaskToken" in operation else ["value", {"Payload": result}]

    def _child(self, execution: Execution, arguments: Any) -> Any:
        child = _execution(self, arguments["StateMachineArn"], json.loads(arguments["Input"]))
        child.run()
        del execution
        if child.status == "SUCCEEDED":
            return {"Status": child.status, "Output": json.dumps(child.output)}
        return {"Status": child.status, "Error": child.error, "Cause": child.cause}


def tasks_of(run: Run, tokens: Mapping[str, str | None]) -> Iterator[tuple[Run, Callable[[Board], bool]]]:
    """Yield what does the next task of an execution, and from where: nothing while it waits for its token's answer.

    One that has waited looks again, in time or too late.
    """
    last = json.loads(run.results[-1]) if run.results else [""]
    if run.ended or (last[0] == "token" and tokens.get(last[1]) is None):
        return
    now = run._replace(waits=False)
    yield now, _next_task(now)
    if run.waits and not run.is_late:
        late = run._replace(waits=False, is_late=True)
        yield late, _next_task(late)


def _next_task(run: Run) -> Callable[[Board], bool]:
    def work(board: Board) -> bool:
        replayed = Replayed(board, run)
        execution = _execution(replayed, MACHINE, json.loads(run.event))
        execution.started = START - LATE * run.is_late
        replayed.execution, ended = execution, ""
        after = run
        try:
            execution.run()
            ended = execution.status
        except Stop:
            pass
        except Waits:
            after, replayed.results = run._replace(waits=True), []
        board.run = after._replace(results=tuple(replayed.results), ended=ended)
        if ended in ENDED_BADLY:
            detail = {"stateMachineArn": MACHINE, "name": run.key, "status": ended, "error": execution.error}
            detail |= {"input": run.event}
            board.publish(DEFAULT, "aws.states", "Step Functions Execution Status Change", detail)
        return True

    return work


def _execution(machines: Any, name: str, event: Any) -> Execution:
    execution = Execution(name, 0, machines, event)
    execution.id = f"arn:aws:states:eu-west-1:000000000000:execution:{name}:{machines.key}"
    return execution
