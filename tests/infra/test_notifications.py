"""The lines that the inbox's topic sends: the template's rules, and what the command makes of the same events."""

import json
from typing import Any

import pytest

from events.tools.schemas import SCHEMAS
from tests.infra.stacks import properties
from tests.infra.stages import KINDS, at_stage
from unicorn_cli.bus.notification_line import LINES, Line, is_sent, notification

RULES = ("WebEnquiriesRule", "WebViewingsRule")
DETAIL = {
    "property_id": "usa/anytown/main-street/111",
    "agent": "agent1",
    "enquiry_id": "e",
    "viewing_id": "v",
    "starts_at": "2026-03-02T12:00:00.000Z",
}
EVENT: dict[str, Any] = {"detail-type": "EnquiryReceived", "detail": DETAIL}


def rule(name: str) -> dict[str, Any]:
    return properties("unicorn_web", name)


def lines(name: str) -> list[Line]:
    """Return the command's lines of the events that a rule matches."""
    return [LINES[fact] for fact in rule(name)["EventPattern"]["detail-type"]]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_and_the_command_send_the_same_line_of_the_same_events(name: str) -> None:
    [target] = rule(name)["Targets"]
    made = target["InputTransformer"]
    for line in lines(name):
        paths = {"fact": "$.detail-type"} | {name: f"$.detail.{field}" for name, field in line.fields.items()}
        assert made["InputPathsMap"] == paths
        assert json.loads(made["InputTemplate"]) == line.template.replace("{", "<").replace("}", ">")


def test_the_rules_match_all_events_that_have_a_line_each_once() -> None:
    matched = [fact for name in RULES for fact in rule(name)["EventPattern"]["detail-type"]]
    assert sorted(matched) == sorted(LINES)


@pytest.mark.parametrize("fact", LINES)
def test_the_fields_of_a_line_are_in_every_event(fact: str) -> None:
    schema = json.loads((SCHEMAS / "unicorn.web" / f"{fact}.v1.json").read_text())
    assert set(LINES[fact].fields.values()) <= set(schema["required"])


def test_a_replay_is_sent_to_nobody_a_second_time() -> None:
    for name in RULES:
        assert rule(name)["EventPattern"]["detail"] == {"metadata": {"replay": [{"exists": False}]}}
    assert is_sent(EVENT, is_replay=False)
    assert not is_sent(EVENT, is_replay=True)
    assert not is_sent(EVENT | {"detail-type": "PublicationRevoked"}, is_replay=False)


def test_a_line_names_the_home_and_the_enquiry_or_the_viewing_and_nobody() -> None:
    assert notification(EVENT) == (
        "EnquiryReceived: usa/anytown/main-street/111, enquiry e. Who asked, and what, is in the inbox alone."
    )
    assert notification(EVENT | {"detail-type": "ViewingCancelled"}) == (
        "ViewingCancelled: usa/anytown/main-street/111, viewing v at 2026-03-02T12:00:00.000Z."
        " Who comes is in the agenda alone."
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_topic_is_on_aws_alone_and_takes_lines_of_its_rules_alone(kind: str) -> None:
    found = at_stage("unicorn_web", kind)["Resources"]
    assert ("WebInboxTopic" in found) == (kind != "local")
    if kind != "local":
        [statement] = found["WebInboxTopicPolicy"]["Properties"]["PolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Service": "events.amazonaws.com"}
        sources = statement["Condition"]["ArnEquals"]["aws:SourceArn"]
        assert [next(name for name in RULES if name in str(source)) for source in sources] == list(RULES)
