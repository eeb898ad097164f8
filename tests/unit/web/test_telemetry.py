"""What the Web context's functions write into their logs."""

import json
import logging

from web_service.telemetry import SAID_ELSEWHERE, Brief


def test_a_line_says_what_happened_and_not_where_it_is_written() -> None:
    formatter = Brief(serialize_stacktrace=False)
    formatter.append_keys(service="web", function_arn="arn:aws:lambda:…", function_request_id="r", correlation_id="c")
    record = logging.LogRecord("web", logging.INFO, __file__, 1, "answered", None, None)
    told = json.loads(formatter.format(record))
    assert (told["message"], told["function_request_id"], told["correlation_id"]) == ("answered", "r", "c")
    assert {"level", "timestamp", "service"} <= set(told)
    assert not SAID_ELSEWHERE & set(told)
