"""The templates' schedules: a rule with a rate or an hourly cron invokes its function, twice more if that fails.

What reads an index alone is left out while that is empty, after many runs in which it was: a run would read its lease
and nothing else, and a quiet night has 180 such runs of the sync of waiters.
"""

import json
import re
from collections import Counter
from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.simulator import topology
from tests.simulator.bus import moment
from tests.simulator.lambdas import FunctionFailed

if TYPE_CHECKING:
    from tests.simulator.world import World

MINUTES = {"minute": 1, "minutes": 1, "hour": 60, "hours": 60, "day": 1440, "days": 1440}
SPARSE = {  # indexes that are all a run reads
    "PropertiesSyncSchedule": ("PropertiesContractStatusTable", "waiting"),
    "ContractsExpirySchedule": ("ContractsTable", "by_expiry"),
}
RECONCILIATION = "ReconcileSchedule"  # the end of the names of those that compare states
IDLE_MAX = 16  # runs in a row that find nothing
ATTEMPTS = 3  # of an asynchronous invocation


def seconds(expression: str) -> float:
    """Return how often a schedule runs; a cron is read as hourly, or as daily if it names an hour."""
    if found := re.fullmatch(r"rate\((\d+) (\w+)\)", expression):
        return int(found[1]) * MINUTES[found[2]] * 60.0
    _, hour, *_ = expression.removeprefix("cron(").split()
    return 3600.0 if hour == "*" else 86_400.0


class Schedules:
    def __init__(self, world: "World") -> None:
        self.world = world
        self.idle = Counter[str]()  # runs that found nothing since the last one that found something
        self.is_on = True
        rules = topology.of("Events::Rule").items()
        self.rules = {
            name: rule
            for name, rule in rules
            if "ScheduleExpression" in rule and rule["Targets"][0]["Arn"] != topology.WEBHOOKS
        }
        for name, rule in self.rules.items():
            self._next(name, seconds(rule["ScheduleExpression"]))

    def run_all(self, *, reconciles: bool) -> None:
        """Run each schedule once, now, unless it would find nothing; reconciliations only if asked to."""
        for name in self.rules:
            if not reconciles and name.endswith(RECONCILIATION):
                self._invoke(name, to={topology.ALERTS})  # mails go out in every history
            elif not self._finds_nothing(name):
                self._invoke(name)

    def _next(self, name: str, every: float) -> None:
        self.world.kernel.after(every, lambda: self._due(name, every))

    def _due(self, name: str, every: float) -> None:
        if not self.is_on:
            return
        self._next(name, every)
        if self.idle[name] < IDLE_MAX or not self._finds_nothing(name):
            self._invoke(name)

    def _finds_nothing(self, name: str) -> bool:
        """Whether a run now would find nothing, whatever the time."""
        if name not in SPARSE:
            return False
        table, index = SPARSE[name]
        return not self.world.tables[table].has_any(index)

    def _invoke(self, name: str, to: Collection[str] = ()) -> None:
        """Invoke all targets of a schedule, or those that are named."""
        targets = self.rules[name]["Targets"]
        for target in [one for one in targets if one["Arn"] in to] if to else targets:
            event = {"detail-type": "Scheduled Event", "source": "aws.events", "time": moment(self.world.kernel.now)}
            event = json.loads(target["Input"]) if "Input" in target else event
            self.world.kernel.spawn(partial(self._run, name, target["Arn"], event))

    def _run(self, name: str, function: str, event: dict[str, Any]) -> None:
        is_idle = self._finds_nothing(name)
        self.attempts(function, event)
        self.idle[name] = self.idle[name] + 1 if is_idle and self._finds_nothing(name) else 0

    def attempts(self, function: str, event: dict[str, Any]) -> None:
        """Invoke a function as Lambda does what was accepted: again if it fails, and then there is a dead letter."""
        lambdas = self.world.lambdas
        request_id = f"scheduled-{lambdas.invocations}"
        for attempt in range(ATTEMPTS):
            try:
                lambdas.invoke(function, event, again=request_id)
            except FunctionFailed:
                self.world.kernel.sleep(60 * (attempt + 1))
                continue
            return
        self._letter(function, event, request_id)

    def _letter(self, function: str, event: dict[str, Any], request_id: str) -> None:
        """Write what Lambda writes to the destination of failures, if the function has one."""
        for given in topology.of("Lambda::EventInvokeConfig").values():
            if given["FunctionName"] == function:
                arn = f"arn:aws:lambda:eu-west-1:000000000000:function:{topology.real_name(function)}"
                context = {"functionArn": arn, "condition": "RetriesExhausted", "requestId": request_id}
                body = {"version": "1.0", "requestContext": context, "requestPayload": event}
                queue = given["DestinationConfig"]["OnFailure"]["Destination"]
                self.world.queues.send(queue, json.dumps(body))
