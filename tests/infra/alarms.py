"""The alarms of a stage, and what each resource's alarm watches: one that nothing watches is found here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.infra.deployed import Place, deployed
from tests.infra.stacks import STACKS

Properties = dict[str, Any]
ON_AWS = [Place(stage="ana", kind="dev"), Place(stage="prod", kind="prod")]
TOPICS = {"<unicorn-{stage}/AlarmTopic>", "{{{{resolve:ssm:/unicorn/{stage}/alarm-topic-arn}}}}"}


@dataclass(frozen=True)
class Stage:
    """Everything that is made for one stage on AWS."""

    place: Place

    def all(self, *types: str) -> Iterator[tuple[str, str, Properties]]:
        """Yield folder, logical id and properties of the types' resources, in all stacks."""
        for folder in STACKS:
            for name, resource in deployed(folder, self.place)["Resources"].items():
                if resource["Type"] in types:
                    yield folder, name, resource.get("Properties", {})

    def reference(self, folder: str, name: str) -> str:
        """Return what stands for a resource where another one refers to it."""
        return f"<{'-'.join(['unicorn', self.place.stage, *folder.split('_')[1:]])}/{name}>"

    @property
    def alarms(self) -> dict[str, Properties]:
        return {name: given for _, name, given in self.all("AWS::CloudWatch::Alarm")}

    def alarms_on(self, namespace: str, metric: str, **dimensions: str) -> list[str]:
        """Return the alarms that watch a metric, alone or in an expression, and reach the topic."""
        wanted = [{"Name": name, "Value": value} for name, value in dimensions.items()]
        return [
            name
            for name, alarm in self.alarms.items()
            if self.rings(alarm)
            for given in metrics(alarm)
            if (given["Namespace"], given["MetricName"]) == (namespace, metric)
            and given.get("Dimensions", []) == wanted
        ]

    def rings(self, alarm: Properties) -> bool:
        if alarm.get("ActionsEnabled", True) is not True:
            return False
        topics = {topic.format(stage=self.place.stage) for topic in TOPICS}
        return bool(alarm.get("AlarmActions")) and set(alarm["AlarmActions"]) <= topics

    def alarms_of_log(self, group: str) -> list[tuple[str, str]]:
        """Return (pattern, alarm) for each filter of a log group whose metric an alarm watches."""
        return [
            (given["FilterPattern"], alarm)
            for _, _, given in self.all("AWS::Logs::MetricFilter")
            if given["LogGroupName"] == group
            for made in given["MetricTransformations"]
            for alarm in self.alarms_on(made["MetricNamespace"], made["MetricName"])
        ]

    def watched(self, kind: str) -> set[str]:
        """Return the queues, or the streams' functions, that the queue watch reads."""
        path = f"/unicorn/{self.place.stage}/{kind}/"
        parameters = (given for _, _, given in self.all("AWS::SSM::Parameter") if given["Name"].startswith(path))
        return {name for given in parameters for name in given["Value"].split(",")}

    @property
    def stream_readers(self) -> set[str]:
        """Return the functions that read a table's stream."""
        mappings = (given for _, _, given in self.all("AWS::Lambda::EventSourceMapping"))
        return {given["FunctionName"] for given in mappings if given["EventSourceArn"].endswith(".StreamArn>")}


def metrics(alarm: Properties) -> list[Properties]:
    """Return the metrics that an alarm is billed for: its own, or those of its expression."""
    if "Metrics" not in alarm:
        return [alarm]
    return [query["MetricStat"]["Metric"] for query in alarm["Metrics"] if "MetricStat" in query]
