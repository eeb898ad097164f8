#!/usr/bin/env bash
# cfn-lint 1.58.0: --ignore-checks on the command line replaces ignore_checks of .cfnlintrc.
#
# The guess: both together, as a script that leaves out one more check for a generated template would like.
# The behaviour: the file's list is gone; what the project ignores with a reason is reported again, and a build that adds
# one check to ignore fails on another.
#
# Seen: 29 November 2026, Python 3.13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .
bin/pip install --quiet --disable-pip-version-check cfn-lint==1.58.0
cat > template.yaml <<'YAML'
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Unused: {Type: String}
Resources:
  Topic: {Type: AWS::SNS::Topic}
YAML
echo 'ignore_checks: [W2001]' > .cfnlintrc
bin/cfn-lint --version
bin/cfn-lint template.yaml > alone && echo "the file alone: nothing is reported"
bin/cfn-lint --ignore-checks W3002 -- template.yaml > both || true
echo "guess:     nothing is reported, W2001 is still ignored"
echo "behaviour: $(head -1 both)"
test ! -s alone
grep -q "^W2001" both
