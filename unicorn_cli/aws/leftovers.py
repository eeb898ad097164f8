"""What CloudFormation leaves behind when it deletes the stacks of a stage: data that is kept on purpose, and traces."""

from collections.abc import Callable, Iterable

from botocore.exceptions import ClientError

from unicorn_cli.aws import buckets
from unicorn_cli.aws.inventory import BUCKET, FUNCTION, Resource
from unicorn_cli.stages.cloud import Cloud, aws_cloud
from unicorn_cli.stages.outputs import describe
from unicorn_cli.stages.stacks import APPLICATION, root_stack

SAM_STACK, SAM_BUCKET = "aws-sam-cli-managed-default", "SourceBucket"  # where `sam deploy` uploads packages
GLOBAL_REGION = "us-east-1"  # where the tags of CloudFront and IAM are found
LOG_GROUP = "AWS::Logs::LogGroup"
# Settings of the whole account, which other stages and systems use too.
OF_THE_ACCOUNT = {"ApiGatewayAccount", "ApiGatewayLogsRole"}

type Delete = Callable[[Cloud, str], object]


def _table(cloud: Cloud, name: str) -> None:
    dynamodb = cloud.client("dynamodb")
    if dynamodb.describe_table(TableName=name)["Table"].get("DeletionProtectionEnabled"):
        dynamodb.update_table(TableName=name, DeletionProtectionEnabled=False)
        dynamodb.get_waiter("table_exists").wait(TableName=name)
    dynamodb.delete_table(TableName=name)
    dynamodb.get_waiter("table_not_exists").wait(TableName=name)


def _user_pool(cloud: Cloud, pool: str) -> None:
    cognito = cloud.client("cognito-idp")
    domain = cognito.describe_user_pool(UserPoolId=pool)["UserPool"].get("Domain")
    if domain:
        cognito.delete_user_pool_domain(UserPoolId=pool, Domain=domain)
    cognito.delete_user_pool(UserPoolId=pool)


DATA: dict[str, Delete] = {BUCKET: buckets.delete, "AWS::DynamoDB::Table": _table, "AWS::Cognito::UserPool": _user_pool}
LOOK: dict[str, Delete] = {
    BUCKET: lambda cloud, name: cloud.client("s3").head_bucket(Bucket=name),
    "AWS::DynamoDB::Table": lambda cloud, name: cloud.client("dynamodb").describe_table(TableName=name),
    "AWS::Cognito::UserPool": lambda cloud, name: cloud.client("cognito-idp").describe_user_pool(UserPoolId=name),
}
GONE = {*buckets.MISSING, "403", "ResourceNotFoundException"}  # 403: somebody else has taken the bucket's name since


def data_left(cloud: Cloud, resources: Iterable[Resource]) -> list[Resource]:
    """Return the buckets, tables and user pools that still exist."""
    return [resource for resource in resources if resource.kind in DATA and _exists(cloud, resource)]


def delete_data(cloud: Cloud, resource: Resource) -> None:
    """Delete a bucket, table or user pool with everything in it."""
    DATA[resource.kind](cloud, resource.name)


def delete_traces(cloud: Cloud, resources: Iterable[Resource]) -> int:
    """Delete log groups, parameters and uploaded packages that the stage left; return their number."""
    return _log_groups(cloud, resources) + _parameters(cloud) + _packages(cloud)


def still_tagged(cloud: Cloud, kept: Iterable[Resource]) -> list[str]:
    """Return the ARNs that still have the stage's tags, without what is kept."""
    names = tuple(resource.name for resource in kept)
    clouds = {cloud.session.region_name: cloud, GLOBAL_REGION: cloud}
    if cloud.session.region_name != GLOBAL_REGION:
        clouds[GLOBAL_REGION] = aws_cloud(cloud.stage, GLOBAL_REGION)
    arns = {arn for each in clouds.values() for arn in _tagged(each)}
    return sorted(arn for arn in arns if not (names and arn.endswith(names)))


def _tagged(cloud: Cloud) -> list[str]:
    wanted = {"application": APPLICATION, "stage": cloud.stage}
    pages = cloud.client("resourcegroupstaggingapi").get_paginator("get_resources")
    found = pages.paginate(TagFilters=[{"Key": key, "Values": [value]} for key, value in wanted.items()])
    return [entry["ResourceARN"] for page in found for entry in page["ResourceTagMappingList"]]


def _exists(cloud: Cloud, resource: Resource) -> bool:
    try:
        LOOK[resource.kind](cloud, resource.name)
    except ClientError as error:
        if error.response["Error"]["Code"] in GONE:
            return False
        raise
    return True


def _log_groups(cloud: Cloud, resources: Iterable[Resource]) -> int:
    """Delete the log groups that came back: a function that ends after its log group makes a new one."""
    names = {r.name for r in resources if r.kind == LOG_GROUP}
    names |= {f"/aws/lambda/{r.name}" for r in resources if r.kind == FUNCTION}
    return sum(_deleted_log_group(cloud, name) for name in sorted(names))


def _deleted_log_group(cloud: Cloud, name: str) -> bool:
    logs = cloud.client("logs")
    try:
        logs.delete_log_group(logGroupName=name)
    except logs.exceptions.ResourceNotFoundException:
        return False
    return True


def _parameters(cloud: Cloud) -> int:
    ssm = cloud.client("ssm")
    pages = ssm.get_paginator("get_parameters_by_path").paginate(Path=f"/unicorn/{cloud.stage}/", Recursive=True)
    names = [parameter["Name"] for page in pages for parameter in page["Parameters"]]
    for name in names:
        ssm.delete_parameter(Name=name)
    return len(names)


def _packages(cloud: Cloud) -> int:
    """Delete what `unicorn deploy` uploaded below the stage's prefix; the bucket serves all stacks of the region."""
    managed = describe(cloud, SAM_STACK)
    outputs = managed.get("Outputs", []) if managed else []
    bucket = next((entry["OutputValue"] for entry in outputs if entry["OutputKey"] == SAM_BUCKET), None)
    return buckets.empty(cloud, bucket, f"{root_stack(cloud.stage)}/") if bucket else 0
