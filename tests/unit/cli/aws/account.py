"""An account of AWS on moto, with a stage that is made as the templates make it: root stack, nested contexts, data."""

import json
from io import BytesIO
from typing import Any

import boto3

from tests.unit.cli.aws.cloudformation import STACK, FakeCloudFormation, Made, Stack
from unicorn_cli.stages.cloud import Cloud

REGION = "eu-west-1"
TAGS = {"application": "unicorn-properties"}


class Clients(dict[str, Any]):
    """The region's clients, made once for all tests, with fakes in place of CloudFormation's and Lambda's."""

    def __init__(self, region: Cloud, cloudformation: FakeCloudFormation, functions: "FakeFunctions") -> None:
        super().__init__(cloudformation=cloudformation, **{"lambda": functions})
        self._region = region

    def __contains__(self, _: object) -> bool:
        return True

    def __missing__(self, service: Any) -> Any:
        return self._region.client(service)


class FakeFunctions:
    """Lambda, whose functions find nothing to reconcile, or fail with what is in `failed`."""

    def __init__(self) -> None:
        self.invoked: list[tuple[str, Any]] = []
        self.failed = 0

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        self.invoked.append((FunctionName, json.loads(Payload)))
        answer = {"found": self.failed, "done": 0, "failed": self.failed, "next": None}
        return {"Payload": BytesIO(json.dumps(answer).encode())}


class FakeAccount:
    """Clouds of stages that share one fake CloudFormation."""

    def __init__(self, region: Cloud) -> None:
        self._cloud = region
        self.cloudformation = FakeCloudFormation(self._cloud)
        self.functions = FakeFunctions()

    def cloud(self, stage: str, region: str | None = None) -> Cloud:
        if region not in {None, REGION}:
            return Cloud(stage, boto3.Session(region_name=region))
        return Cloud(stage, self._cloud.session, _clients=Clients(self._cloud, self.cloudformation, self.functions))

    def client(self, service: Any) -> Any:
        return self._cloud.client(service)

    def stack(self, name: str) -> Stack:
        return next(stack for stack in self.cloudformation.stacks if stack.name == name)

    def deploy(self, stage: str, kind: str = "dev", *, nested: bool = True) -> Stack:
        """Make a stage's stacks and what is in them; a stage that is there stays as it is."""
        name, retained = f"unicorn-{stage}", kind == "prod"
        living = [s for s in self.cloudformation.stacks if s.name == name and not s.is_gone]
        if living:
            return living[0]
        tags = TAGS | {"stage": stage}
        images, site = self.bucket(f"{name}-images", tags), self.bucket(f"{name}-site", tags)
        pool = self.client("cognito-idp").create_user_pool(PoolName=name, UserPoolTags=tags)["UserPool"]["Id"]
        for group in ("agents", "admins"):
            self.client("cognito-idp").create_group(GroupName=group, UserPoolId=pool)
        topic = self.client("sns").create_topic(Name=f"{name}-alarms")["TopicArn"]
        distribution = self._distribution(site)
        parameters = {"Stage": stage, "StageKind": kind}
        context = self._context(stage, tags, parameters, retained=retained)
        root = Stack(
            name,
            resources=[
                Made("ImagesBucket", "AWS::S3::Bucket", images, retained),
                Made("SiteBucket", "AWS::S3::Bucket", site),
                Made("UserPool", "AWS::Cognito::UserPool", pool, retained),
                Made("ApiGatewayLogsRole", "AWS::IAM::Role", f"{name}-logs", retained=True),
                Made("AlarmTopic", "AWS::SNS::Topic", topic),
            ],
            outputs={
                "StageKind": kind,
                "SiteUrl": "https://d1.cloudfront.net",
                "SiteBucketName": site,
                "DistributionId": distribution,
                "ContractsApiUrl": "https://a.execute-api.eu-west-1.amazonaws.com/ana",
                "WebApiUrl": "https://b.execute-api.eu-west-1.amazonaws.com/ana",
                "ImagesBucketName": images,
                "UserPoolId": pool,
                "UserPoolClientId": "client",
                "ApprovalWaitSeconds": "2592000",
                "EventBusName": name,
                "AlarmTopicArn": topic,
            },
            parameters=parameters,
            tags=tags,
        )
        if nested:
            context.parent = root.id
            root.resources.append(Made("Web", STACK, context.id))
        else:
            context.name = f"{name}-web"
        self.cloudformation.stacks += [root, context]
        return root

    def bucket(self, name: str, tags: dict[str, str] | None = None) -> str:
        s3 = self.client("s3")
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        pairs = [{"Key": key, "Value": value} for key, value in (tags or {}).items()]
        s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": pairs})
        return name

    def fill(self, bucket: str, *keys: str) -> None:
        """Write each object twice and delete it: versions and a delete marker stay."""
        s3 = self.client("s3")
        for key in keys:
            s3.put_object(Bucket=bucket, Key=key, Body=b"one")
            s3.put_object(Bucket=bucket, Key=key, Body=b"two")
            s3.delete_object(Bucket=bucket, Key=key)
        s3.create_multipart_upload(Bucket=bucket, Key="never-finished")

    def _context(self, stage: str, tags: dict[str, str], parameters: dict[str, str], *, retained: bool) -> Stack:
        table, logs = f"unicorn-{stage}-Web-listings", f"/aws/lambda/unicorn-{stage}-web-search-api"
        self.client("dynamodb").create_table(
            TableName=table,
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
        )
        self.client("logs").create_log_group(logGroupName=logs)
        made = [
            Made("WebListingsTable", "AWS::DynamoDB::Table", table, retained),
            Made("WebSearchApiLogGroup", "AWS::Logs::LogGroup", logs),
            Made("WebSearchApi", "AWS::Lambda::Function", f"unicorn-{stage}-web-search-api"),
        ]
        return Stack(f"unicorn-{stage}-Web-1", resources=made, parameters=parameters, tags=tags)

    def _distribution(self, bucket: str) -> str:
        made = self.client("cloudfront").create_distribution(
            DistributionConfig={
                "CallerReference": bucket,
                "Comment": "",
                "Enabled": True,
                "Origins": {"Quantity": 1, "Items": [{"Id": "site", "DomainName": f"{bucket}.s3.amazonaws.com"}]},
                "DefaultCacheBehavior": {"TargetOriginId": "site", "ViewerProtocolPolicy": "redirect-to-https"},
            }
        )
        return str(made["Distribution"]["Id"])
