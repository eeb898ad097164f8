"""The line that the topic for enquiries sends: the template's rule, and what the command makes of the same event."""

import json
from typing import Any

import pytest

from events.tools.schemas import SCHEMAS
from tests.infra.stacks import properties
from tests.infra.stages import KINDS, at_stage
from unicorn_cli.bus.notification_line import FACTS, FIELDS, TEMPLATE, is_sent, notification

EVENT: dict[str, Any] = {
    "detail-type": "EnquiryReceived",
    "detail": {"property_id": "usa/anytown/main-street/111", "agent": "agent1", "enquiry_id": "e"},
}


def rule() -> dict[str, Any]:
    return properties("unicorn_web", "WebEnquiriesRule")


def test_the_rule_and_the_command_send_the_same_line_of_the_same_events() -> None:
    pattern, [target] = rule()["EventPattern"], rule()["Targets"]
    made = target["InputTransformer"]
    paths = {"fact": "$.detail-type"} | {name: f"$.detail.{field}" for name, field in FIELDS.items()}
    assert made["InputPathsMap"] == paths
    assert json.loads(made["InputTemplate"]) == TEMPLATE.replace("{", "<").replace("}", ">")
    assert pattern["detail-type"] == list(FACTS)


def test_the_fields_of_the_line_are_in_every_event() -> None:
    for fact in FACTS:
        schema = json.loads((SCHEMAS / "unicorn.web" / f"{fact}.v1.json").read_text())
        assert set(FIELDS.values()) <= set(schema["required"])


def test_a_replay_is_sent_to_nobody_a_second_time() -> None:
    assert rule()["EventPattern"]["detail"] == {"metadata": {"replay": [{"exists": False}]}}
    assert is_sent(EVENT, is_replay=False)
    assert not is_sent(EVENT, is_replay=True)
    assert not is_sent(EVENT | {"detail-type": "PublicationRevoked"}, is_replay=False)


def test_a_line_names_home_agent_and_enquiry() -> None:
    assert notification(EVENT) == (
        "EnquiryReceived: usa/anytown/main-street/111, enquiry e. Who asked, and what, is in the inbox alone."
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_topic_is_on_aws_alone_and_takes_lines_of_its_rule_alone(kind: str) -> None:
    found = at_stage("unicorn_web", kind)["Resources"]
    assert ("WebEnquiriesTopic" in found) == (kind != "local")
    if kind != "local":
        [statement] = found["WebEnquiriesTopicPolicy"]["Properties"]["PolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Service": "events.amazonaws.com"}
        assert "WebEnquiriesRule" in str(statement["Condition"])
