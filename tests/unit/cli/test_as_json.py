"""Templates as JSON mean what they mean as YAML."""

import json
from pathlib import Path

from samcli.yamlhelper import yaml_parse

from unicorn_cli.local.as_json import NOTHING, as_json, parsed

TEMPLATE = """
AWSTemplateFormatVersion: 2010-09-09
Conditions: {Both: !And [!Condition One, !Not [!Equals [!Ref A, b]]]}
Resources:
  Alarms:
    Type: AWS::Serverless::Application
    Properties: {Location: far/template.yaml, Parameters: {Arn: !GetAtt Topic.Arn}}
  "Fn::ForEach::Queues": [Name, [One], {"${Name}": {Type: "AWS::SQS::Queue"}}]
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      A: &one !Sub "${A}-b"
      B: !Sub ["${X}", {X: !GetAtt Deep.Outputs.Arn}]
      C: !If [Both, *one, !Ref AWS::NoValue]
      D: !Join [",", [1, 1.5, true, null, "07", 2026-11-29, yes]]
      <<: {E: !FindInMap [A, !Ref B, C], F: !Base64 x}
"""


def test_yaml_and_json_say_the_same(tmp_path: Path) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(TEMPLATE)
    assert parsed(file) == yaml_parse(TEMPLATE)


def test_nested_stacks_become_nothing_and_the_rest_stays(tmp_path: Path) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(TEMPLATE)
    written = as_json(file, tmp_path / "built")
    found, expected = json.loads(written.read_text()), parsed(file)
    assert found["Resources"]["Alarms"]["Properties"].pop("Location") == "nothing.json"
    del expected["Resources"]["Alarms"]["Properties"]["Location"]
    assert found == expected
    assert json.loads((written.parent / "nothing.json").read_text()) == NOTHING
