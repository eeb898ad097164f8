"""The log lines of the Web context's functions."""

import json
import logging

from unicorn_kit.telemetry import Brief


def test_a_log_line_has_the_message_and_the_ids_alone() -> None:
    formatter = Brief()
    formatter.append_keys(service="web", function_arn="arn:aws:lambda:…", function_request_id="r", correlation_id="c")
    record = logging.LogRecord("web", logging.INFO, __file__, 1, "answered", None, None)
    printed = json.loads(formatter.format(record))
    assert (printed["message"], printed["function_request_id"], printed["correlation_id"]) == ("answered", "r", "c")
    assert set(printed) == {"level", "message", "function_request_id", "correlation_id"}
