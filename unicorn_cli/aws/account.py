"""The account and the region that a shell's credentials reach, checked before anything is made."""

from dataclasses import dataclass

import boto3

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.aws_errors import SET_REGION
from unicorn_cli.terminal.problems import Problem

# The services of the templates by their name there, and those that the workflow calls: endpoint. IAM and CloudFront
# have no region.
SERVICES = {
    "ApiGateway": "apigateway",
    "CloudFormation": "cloudformation",
    "CloudWatch": "cloudwatch",
    "CodeDeploy": "codedeploy",
    "Cognito": "cognito-idp",
    "Comprehend": "comprehend",
    "DynamoDB": "dynamodb",
    "EventSchemas": "schemas",
    "Events": "events",
    "Lambda": "lambda",
    "Logs": "logs",
    "Rekognition": "rekognition",
    "S3": "s3",
    "SNS": "sns",
    "SQS": "sqs",
    "SSM": "ssm",
    "Scheduler": "scheduler",
    "SecretsManager": "secretsmanager",
    "StepFunctions": "stepfunctions",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    number: str
    caller: str  # the ARN of who is signed in
    region: str


def account_of(cloud: Cloud) -> Account:
    """Return account and region. Raises Problem, NoCredentialsError or ClientError if they cannot be used."""
    region = _region(cloud.session)
    found = cloud.client("sts").get_caller_identity()
    return Account(number=found["Account"], caller=found["Arn"], region=region)


def _region(session: boto3.Session) -> str:
    region: str | None = session.region_name
    if not region:
        raise Problem("No AWS region is set", f"{SET_REGION}, or give --region")
    missing = [name for name, service in SERVICES.items() if region not in session.get_available_regions(service)]
    if len(missing) == len(SERVICES):
        usable = "Use a region of AWS's standard partition, for example eu-west-1"
        raise Problem(f"{region} is no region that Unicorn Properties can be deployed to", usable)
    if missing:
        raise Problem(f"The region {region} has no {' and no '.join(missing)}", "Use another region")
    return region
