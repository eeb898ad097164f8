"""A sample in the forms that the command-line tools accept."""

import json
from pathlib import Path

import pytest

from events.tools.samples import Sample, samples
from events.tools.wrap import entries, main, message

CONTRACT = "events/samples/unicorn.contracts/ContractStatusChanged.v1.approved.json"
REQUEST = "events/samples/unicorn.web/PublicationApprovalRequested.v1.first-request.json"


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.path.stem)
def test_every_sample_is_a_message_of_a_queue_and_an_entry_of_the_bus(sample: Sample) -> None:
    [record] = message(sample)["Records"]
    assert json.loads(record["body"]) == sample.envelope
    assert record["eventSource"] == "aws:sqs"
    [entry] = entries(sample, "unicorn-dev")
    assert json.loads(entry["Detail"]) == sample.envelope["detail"]
    assert (entry["Source"], entry["DetailType"], entry["EventBusName"]) == (
        sample.source,
        sample.detail_type,
        "unicorn-dev",
    )


def test_the_command_prints_only_json_and_the_next_command_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["message", CONTRACT]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["Records"]
    assert "unicorn-local-properties PropertiesRecordFacts --event-file -" in printed.err
    assert main(["entries", CONTRACT]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)[0]["EventBusName"] == "unicorn-local"
    assert "put-events" in printed.err


def test_a_workflow_takes_the_sample_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["message", REQUEST]) == 0
    assert f"PropertiesPublicationApproval --event-file {REQUEST}" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["nothing.json", "ContractStatusChanged.v1.nothing.json", "Some.v1.broken.json"])
def test_a_file_that_is_not_a_sample_is_an_error_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    if "broken" in name:
        (tmp_path / name).write_text("{")
    assert main(["message", str(tmp_path / name)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "take one of events/samples" in printed.err
