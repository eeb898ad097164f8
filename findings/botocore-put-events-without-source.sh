#!/usr/bin/env bash
# botocore 1.43.127: an entry of EventBridge's PutEvents that names only a bus is valid for its model.
#
# The guess: the parameter validator reports that Source, DetailType and Detail are missing. EventBridge refuses such an
# entry ("PutEvents", EventBridge API reference: the three are required by the error table of failed entries).
# The behaviour: the model requires nothing of an entry, so the validator passes it, and so does every typed client that
# is made from the model. A check of one's own is needed before an event leaves.
#
# Seen: 29 November 2026, Python 3.13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check botocore==1.43.127
"$folder/bin/python" - <<'PYTHON'
import sys

import botocore
import botocore.session
from botocore.validate import ParamValidator

model = botocore.session.get_session().get_service_model("events").operation_model("PutEvents")
report = ParamValidator().validate({"Entries": [{"EventBusName": "bus"}]}, model.input_shape)
print(f"botocore {botocore.__version__}")
print("guess:     the validator reports the missing Source, DetailType and Detail")
print(f"behaviour: {report.generate_report() or 'it reports nothing'}")
sys.exit(1 if report.has_errors() else 0)
PYTHON
