"""A small interpreter of Amazon States Language with JSONata, on a simulated clock.

It knows what `unicorn_properties/workflow/` uses, so that every state can be put to every fault in a moment; that the
workflow does the same where it really runs is what the integration tests show.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

import jsonata

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
NO_LIMIT = 10**9  # seconds; of a retrier or a machine that has none

type Call = Callable[[str, str, Any], Any]  # (state, resource, arguments) → result
type Observe = Callable[[str, dict[str, Any], dict[str, Any]], None]  # (expression, bindings, {"value": …} or {})


class TaskError(Exception):
    """An error that a service returns instead of a result."""

    def __init__(self, error: str, cause: str = "") -> None:
        super().__init__(error)
        self.error = error
        self.cause = cause


class TimedOut(Exception):
    """Raised by a call that never returns."""


class _MachineTimedOut(Exception):
    """Raised at the first state that is entered after the machine's own time limit."""


@dataclass(kw_only=True)
class Execution:
    """One run of a definition. `path` and `transitions` are as Step Functions shows and counts them."""

    definition: dict[str, Any]
    call: Call
    input: Any
    id: str = "arn:aws:states:eu-west-1:000000000000:execution:approval:execution-1"
    started: datetime = START
    now: datetime = START
    path: list[str] = field(default_factory=list)
    transitions: int = 0
    status: str = "RUNNING"
    output: Any = None
    error: str = ""
    cause: str = ""
    observe: Observe | None = None  # is given every expression, with what it was evaluated to

    def run(self) -> "Execution":
        try:
            self.output = self._walk(self.definition, self.input, {}, self.path)
            self.status = "SUCCEEDED"
        except _MachineTimedOut:
            self.status = "TIMED_OUT"
        except TaskError as failed:
            self.status, self.error, self.cause = "FAILED", failed.error, failed.cause
        return self

    @property
    def lasted(self) -> timedelta:
        return self.now - self.started

    def _walk(self, machine: dict[str, Any], given: Any, variables: dict[str, Any], path: list[str]) -> Any:
        name = machine["StartAt"]
        while name:
            if self.lasted.total_seconds() > self.definition.get("TimeoutSeconds", NO_LIMIT):
                raise _MachineTimedOut
            path.append(name)
            self.transitions += 1
            scope = _Scope(self, name, variables)
            given, name = scope.enter(machine["States"][name], given)
        return given


class _Scope:
    """One visit to one state."""

    def __init__(self, execution: Execution, name: str, variables: dict[str, Any]) -> None:
        self._execution = execution
        self._name = name
        self._variables = variables
        self._entered = _written(execution.now)

    def enter(self, state: dict[str, Any], given: Any) -> tuple[Any, str | None]:
        """Return the state's output and the next state's name."""
        visit = {
            "Task": self._task,
            "Map": self._map,
            "Choice": self._choice,
            "Wait": self._wait,
            "Pass": self._pass,
            "Succeed": self._pass,
            "Fail": self._fail,
        }[state["Type"]]
        return visit(state, given)

    def _task(self, state: dict[str, Any], given: Any) -> tuple[Any, str | None]:
        def attempt() -> Any:
            arguments = self._value(state["Arguments"], given)
            try:
                return self._execution.call(self._name, state["Resource"], arguments)
            except TimedOut:
                self._execution.now += timedelta(seconds=state["TimeoutSeconds"])
                raise TaskError("States.Timeout") from None

        return self._attempted(state, given, attempt)

    def _map(self, state: dict[str, Any], given: Any) -> tuple[Any, str | None]:
        def attempt() -> Any:
            items = self._value(state["Items"], given)
            if not isinstance(items, list):
                raise TaskError("States.QueryEvaluationError", "Items is not an array")
            assert self._value(state["MaxConcurrency"], given) >= 1
            walk = self._execution._walk
            return [walk(state["ItemProcessor"], item, dict(self._variables), []) for item in items]

        return self._attempted(state, given, attempt)

    def _attempted(self, state: dict[str, Any], given: Any, attempt: Callable[[], Any]) -> tuple[Any, str | None]:
        tries: dict[int, int] = {}
        while True:
            try:
                result = attempt()
                output = self._value(state["Output"], given, result=result) if "Output" in state else result
                self._assign(state, given, result=result)
                return output, state.get("Next")
            except TaskError as failed:
                if not self._waits_to_retry(state, failed, tries):
                    return self._caught(state, given, failed)

    def _waits_to_retry(self, state: dict[str, Any], failed: TaskError, tries: dict[int, int]) -> bool:
        for position, retrier in enumerate(state.get("Retry", [])):
            if _matches(retrier["ErrorEquals"], failed.error):
                done = tries.get(position, 0)
                if done >= retrier["MaxAttempts"]:
                    return False
                delay = retrier["IntervalSeconds"] * retrier["BackoffRate"] ** done
                self._execution.now += timedelta(seconds=min(delay, retrier.get("MaxDelaySeconds", NO_LIMIT)))
                self._execution.transitions += 1  # a retry is one
                tries[position] = done + 1
                return True
        return False

    def _caught(self, state: dict[str, Any], given: Any, failed: TaskError) -> tuple[Any, str | None]:
        for catcher in state.get("Catch", []):
            if _matches(catcher["ErrorEquals"], failed.error):
                error = {"Error": failed.error, "Cause": failed.cause}
                output = self._value(catcher["Output"], given, error=error) if "Output" in catcher else error
                self._assign(catcher, given, error=error)
                return output, catcher["Next"]
        raise failed

    def _choice(self, state: dict[str, Any], given: Any) -> tuple[Any, str | None]:
        for rule in state["Choices"]:
            if self._value(rule["Condition"], given) is True:
                self._assign(rule, given)
                return given, rule["Next"]
        self._assign(state, given)
        return given, state["Default"]

    def _wait(self, state: dict[str, Any], given: Any) -> tuple[Any, str | None]:
        self._execution.now += timedelta(seconds=self._value(state["Seconds"], given))
        return given, state["Next"]

    def _pass(self, state: dict[str, Any], given: Any) -> tuple[Any, str | None]:
        return self._value(state["Output"], given) if "Output" in state else given, state.get("Next")

    def _fail(self, state: dict[str, Any], given: Any) -> tuple[Any, str | None]:
        raise TaskError(self._value(state["Error"], given), self._value(state["Cause"], given))

    def _assign(self, state: dict[str, Any], given: Any, *, result: Any = None, error: Any = None) -> None:
        values = {k: self._value(v, given, result=result, error=error) for k, v in state.get("Assign", {}).items()}
        self._variables.update(values)

    def _value(self, template: Any, given: Any, *, result: Any = None, error: Any = None) -> Any:
        if isinstance(template, str):  # the most frequent first
            expression = _expression(template)
            return template if expression is None else self._evaluated(expression, given, result, error)
        if isinstance(template, dict):
            return {name: self._value(value, given, result=result, error=error) for name, value in template.items()}
        if isinstance(template, list):
            return [self._value(value, given, result=result, error=error) for value in template]
        return template

    def _evaluated(self, expression: str, given: Any, result: Any, error: Any) -> Any:
        execution = self._execution
        context = {
            "Execution": {"Id": execution.id, "Input": execution.input, "StartTime": _written(execution.started)},
            "State": {"Name": self._name, "EnteredTime": self._entered},
            "Task": {"Token": "a-secret"},
        }
        states = {"input": given, "result": result, "errorOutput": error, "context": context}
        bindings = {"states": states} | self._variables
        outcome = _outcome(expression, bindings)
        if execution.observe:
            execution.observe(expression, bindings, {} if "error" in outcome else outcome)
        if "error" in outcome:
            raise TaskError("States.QueryEvaluationError", outcome["error"])
        return outcome["value"]


def _outcome(expression: str, bindings: dict[str, Any]) -> dict[str, Any]:
    """Return `{value}` or `{error}`; to Step Functions, no value and any error of the library are one error."""
    given = {n: jsonata.utils.Utils.NULL_VALUE if value is None else value for n, value in bindings.items()}
    try:
        value = _compiled(expression).evaluate(None, given)
        is_undefined = value is None and not _compiled(f"$exists(({expression}))").evaluate(None, given)
    except Exception as failed:
        return {"error": str(failed)}
    return {"error": f"no result: {expression}"} if is_undefined else {"value": value}


@cache
def _compiled(expression: str) -> Any:
    compiled = jsonata.Jsonata.jsonata(expression)
    compiled.register_lambda("parse", json.loads)
    compiled.register_lambda("hash", lambda text, _: sha256(text.encode()).hexdigest())
    return compiled


@cache
def _expression(template: str) -> str | None:
    """Return the JSONata in a string of a definition; None if it is a plain one."""
    return template[2:-2].strip() if template.startswith("{%") else None


def _matches(names: list[str], error: str) -> bool:
    return "States.ALL" in names or error in names


@lru_cache(maxsize=64)
def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
