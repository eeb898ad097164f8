"""Between stacks: they share names through Parameter Store, and in no other way."""

import re

import pytest

from tests.infra.stacks import CONTEXTS, NESTED, every, pattern, properties, resources, shared_names, stack, texts
from tests.templates import template

PUBLISHED = {pattern(properties(".", name)["Name"]) for name in resources(".", "AWS::SSM::Parameter")}


@pytest.mark.parametrize("folder", NESTED)
def test_every_logical_id_of_a_nested_stack_starts_with_its_name(folder: str) -> None:
    assert not [name for name in template(folder)["Resources"] if not name.startswith(NESTED[folder])]


@pytest.mark.parametrize("folder", NESTED)
def test_a_nested_stack_reads_only_what_the_root_publishes(folder: str) -> None:
    assert shared_names(template(folder)) <= PUBLISHED


def test_every_name_that_the_root_publishes_is_read() -> None:
    read = {name for folder in NESTED for name in shared_names(template(folder))}
    assert read == PUBLISHED


@pytest.mark.parametrize("folder", CONTEXTS)
def test_a_context_publishes_its_queues_and_the_functions_of_its_stream_alone(folder: str) -> None:
    """For the root's queue watch; no context reads another one's."""
    given = [properties(folder, name) for name in resources(folder, "AWS::SSM::Parameter")]
    context = folder.removeprefix("unicorn_")
    assert {pattern(parameter["Name"]): parameter["Type"] for parameter in given} == {
        f"/unicorn/${{Stage}}/queues/{context}": "StringList",
        f"/unicorn/${{Stage}}/streams/{context}": "StringList" if context == "web" else "String",
    }


@pytest.mark.parametrize("folder", CONTEXTS)
def test_a_context_names_nothing_of_another(folder: str) -> None:
    others = "|".join(other.removeprefix("unicorn_") for other in CONTEXTS if other != folder)
    named = re.compile(rf"unicorn-(\$\{{Stage\}}|\w+)-({others})\b|Fn::ImportValue")
    assert not [text for text in texts(stack(folder)) if named.search(text)]


@pytest.mark.parametrize("folder", CONTEXTS)
def test_a_rule_is_on_the_shared_bus_or_for_events_of_aws(folder: str) -> None:
    for rule in resources(folder, "AWS::Events::Rule").values():
        given = rule["Properties"]
        sources = given.get("EventPattern", {}).get("source", [])
        if "unicorn." in str(sources):
            assert pattern(given["EventBusName"]) == "{{resolve:ssm:/unicorn/${Stage}/event-bus-name}}"
        else:
            assert "EventBusName" not in given


@pytest.mark.parametrize(("folder", "name"), every("AWS::IAM::Role", "AWS::IAM::Policy"))
def test_no_role_names_a_resource_of_another_context(folder: str, name: str) -> None:
    granted = [text for text in texts(properties(folder, name)) if re.search(r":(table|function|stateMachine)/", text)]
    own = {
        pattern(given["Properties"].get("TableName")) for given in resources(folder, "AWS::DynamoDB::Table").values()
    }
    assert not [text for text in granted if not any(table and table in text for table in own)]
