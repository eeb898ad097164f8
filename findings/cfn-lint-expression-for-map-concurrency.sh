#!/usr/bin/env bash
# cfn-lint 1.58.0: a JSONata expression for MaxConcurrency of a Map state is reported as an error.
#
# The guess: no finding. The state language of Step Functions allows an expression for the field ("Map state fields",
# Step Functions developer guide: MaxConcurrency takes a JSONata expression that evaluates to an integer).
# The behaviour: E3601, because the schema that cfn-lint ships knows an integer alone. A workflow that is right cannot be
# linted inside its template without an exception for the rule.
#
# Seen: 29 November 2026, Python 3.13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" # no settings of another project
python3 -m venv .
bin/pip install --quiet --disable-pip-version-check cfn-lint==1.58.0
cat > template.yaml <<'YAML'
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: arn:aws:iam::111122223333:role/machine
      Definition:
        QueryLanguage: JSONata
        StartAt: Each
        States:
          Each:
            Type: Map
            Items: "{% $states.input.images %}"
            MaxConcurrency: "{% 5 %}"
            ItemProcessor:
              StartAt: One
              States: {One: {Type: Pass, End: true}}
            End: true
YAML
bin/cfn-lint --version
bin/cfn-lint template.yaml > found || true
echo "guess:     no finding"
echo "behaviour: $(head -1 found)"
grep -q "^E3601.*{% 5 %}" found
