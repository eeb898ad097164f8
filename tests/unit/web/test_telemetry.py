"""What the Web context's functions write into their logs."""

import json
import logging

from unicorn_kit.telemetry import LEFT_OUT, Brief


def test_a_line_has_the_message_and_not_the_names_of_the_function() -> None:
    formatter = Brief(serialize_stacktrace=False)
    formatter.append_keys(service="web", function_arn="arn:aws:lambda:…", function_request_id="r", correlation_id="c")
    record = logging.LogRecord("web", logging.INFO, __file__, 1, "answered", None, None)
    told = json.loads(formatter.format(record))
    assert (told["message"], told["function_request_id"], told["correlation_id"]) == ("answered", "r", "c")
    assert {"level", "timestamp", "service"} <= set(told)
    assert not LEFT_OUT & set(told)
