#!/usr/bin/env bash
# aws-lambda-powertools 3.37.0 (PyPI): a metric that is added with two units has the last one, for all of its values.
#
# The guess: a second unit for a metric's name is refused, or makes a metric of its own, as its values mean something else.
# The behaviour: values are collected by name and the unit is overwritten, so 2 seconds and 3 milliseconds are published as 2
# and 3 milliseconds, without a warning. A dimension with an empty value is left out, which does warn: the metric is then
# counted without it, where an alarm on the dimension does not see it.
#
# Seen: 30 November 2026, Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check aws-lambda-powertools==3.37.0
"$folder/bin/python" - <<'PYTHON'
import sys
import warnings
from importlib.metadata import version

from aws_lambda_powertools import Metrics

metrics = Metrics(namespace="homes", service="search")
with warnings.catch_warnings(record=True) as unit_warnings:
    warnings.simplefilter("always")
    metrics.add_metric("Wait", "Seconds", 2)
    metrics.add_metric("Wait", "Milliseconds", 3)
with warnings.catch_warnings(record=True) as dimension_warnings:
    warnings.simplefilter("always")
    metrics.add_dimension("country", "")
written = metrics.serialize_metric_set()
(directive,) = written["_aws"]["CloudWatchMetrics"]
print(f"aws-lambda-powertools {version('aws-lambda-powertools')}")
print(f"metrics {directive['Metrics']}, values {written['Wait']}, warnings {len(unit_warnings)}")
print(f"dimensions {directive['Dimensions']}, warnings {len(dimension_warnings)}")
same = directive["Metrics"] == [{"Name": "Wait", "Unit": "Milliseconds"}] and written["Wait"] == [2.0, 3.0]
sys.exit(0 if same and not unit_warnings and directive["Dimensions"] == [["service"]] and dimension_warnings else 1)
PYTHON
