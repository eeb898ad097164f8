"""Every error that a call of the workflow can meet, and what becomes of the request.

The names are those of botocore's service models. Step Functions writes them as `<Service>.<Name>Exception`, and an
error that the model does not know as `<Service>.<Service>Exception`:
https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html. The integrations older than the
SDK's (`states:::lambda:invoke` and its like) keep the name of the model and have names of their own for the rest:
https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#bp-lambda-serviceexception.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    HOURS = "a quota or an outage: asked again for hours, never a verdict"
    VERDICT = "about the listing itself: a reason for the agent"
    GOES_ON = "the state has nothing left to do"
    FAILURE = "ours to fix: some attempts, then EVALUATION_FAILED"


HOURS, VERDICT, GOES_ON, FAILURE = Outcome
COMMON = {  # no connection, no answer, and an answer that an expression cannot read
    "SdkClientException": HOURS,
    "States.Timeout": HOURS,
    "States.QueryEvaluationError": FAILURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One operation: its errors in botocore's model, and the names that only Step Functions has."""

    client: str
    operation: str
    prefix: str
    modelled: dict[str, Outcome]
    others: dict[str, Outcome] = field(default_factory=dict)  # with the prefix, unless a dot says otherwise
    is_sdk: bool = False

    @property
    def errors(self) -> dict[str, Outcome]:
        """Return every error under the name that a state's `Retry` and `Catch` compare."""
        modelled = {self._suffixed(name): outcome for name, outcome in self.modelled.items()}
        found = {
            f"{self.prefix}.{name}": outcome for name, outcome in (modelled | self.others).items() if "." not in name
        }
        return found | {name: outcome for name, outcome in self.others.items() if "." in name}

    def _suffixed(self, name: str) -> str:
        return name if not self.is_sdk or name.endswith("Exception") else f"{name}Exception"


COMPREHEND = Service(
    client="comprehend",
    operation="BatchDetectSentiment",
    prefix="Comprehend",
    is_sdk=True,
    modelled={
        "BatchSizeLimitExceededException": FAILURE,  # text.py cuts and batches: these three are errors of ours
        "TextSizeLimitExceededException": FAILURE,
        "UnsupportedLanguageException": FAILURE,
        "InvalidRequestException": FAILURE,
        "InternalServerException": HOURS,
    },
    others=COMMON
    | {
        "ComprehendException": HOURS,  # the model knows no throttling, so it comes as this
        "TooManyRequestsException": HOURS,  # the service's other operations have it
        "States.QueryEvaluationError": HOURS,  # raised by the expression if a text of the batch was not judged
    },
)
LANGUAGE = Service(
    client="comprehend",
    operation="DetectDominantLanguage",
    prefix="Comprehend",
    is_sdk=True,
    modelled={
        "TextSizeLimitExceededException": FAILURE,  # text.py cuts the sample
        "InvalidRequestException": FAILURE,
        "InternalServerException": HOURS,
    },
    others=COMMON
    | {
        "ComprehendException": HOURS,
        "TooManyRequestsException": HOURS,
        "States.QueryEvaluationError": HOURS,  # raised by the expression if the answer has no languages
    },
)
REKOGNITION = Service(
    client="rekognition",
    operation="DetectModerationLabels",
    prefix="Rekognition",
    is_sdk=True,
    modelled={
        "InvalidImageFormatException": VERDICT,
        "ImageTooLargeException": VERDICT,
        "InvalidS3ObjectException": VERDICT,
        "InternalServerError": HOURS,
        "ThrottlingException": HOURS,
        "ProvisionedThroughputExceededException": HOURS,
        "HumanLoopQuotaExceededException": HOURS,
        "AccessDeniedException": FAILURE,
        "InvalidParameterException": FAILURE,
        "ResourceNotFoundException": FAILURE,
        "ResourceNotReadyException": FAILURE,
    },
    others=COMMON
    | {
        "RekognitionException": HOURS,
    },
)
DYNAMODB = Service(
    client="dynamodb",
    operation="PutItem",
    prefix="DynamoDB",
    modelled={
        "ConditionalCheckFailedException": GOES_ON,
        "ProvisionedThroughputExceededException": HOURS,
        "RequestLimitExceeded": HOURS,
        "ThrottlingException": HOURS,
        "InternalServerError": HOURS,
        "TransactionConflictException": HOURS,
        "ReplicatedWriteConflictException": HOURS,
        "ResourceNotFoundException": FAILURE,
        "ItemCollectionSizeLimitExceededException": FAILURE,
    },
    others=COMMON
    | {
        "AmazonDynamoDBException": HOURS,
    },
)
EVENTS = Service(
    client="events",
    operation="PutEvents",
    prefix="EventBridge",
    modelled={"InternalException": HOURS},
    others=COMMON
    | {
        "FailedEntry": HOURS,  # https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
        "AmazonEventBridgeException": HOURS,
        "EventBridgeException": HOURS,
    },
)
SQS = Service(
    client="sqs",
    operation="SendMessage",
    prefix="SQS",
    modelled={
        "RequestThrottled": HOURS,
        "KmsThrottled": HOURS,
        "InvalidMessageContents": FAILURE,
        "UnsupportedOperation": FAILURE,
        "QueueDoesNotExist": FAILURE,
        "InvalidSecurity": FAILURE,
        "InvalidAddress": FAILURE,
        "KmsDisabled": FAILURE,
        "KmsInvalidState": FAILURE,
        "KmsNotFound": FAILURE,
        "KmsOptInRequired": FAILURE,
        "KmsAccessDenied": FAILURE,
        "KmsInvalidKeyUsage": FAILURE,
    },
    others=COMMON
    | {
        "AmazonSQSException": HOURS,
    },
)
# Errors of the execution itself are no errors of the call: it succeeds, and says so in `Status`.
STEP_FUNCTIONS = Service(
    client="stepfunctions",
    operation="StartSyncExecution",
    prefix="Sfn",
    is_sdk=True,
    modelled={
        "InvalidArn": FAILURE,
        "InvalidExecutionInput": FAILURE,
        "InvalidName": FAILURE,
        "StateMachineDeleting": FAILURE,
        "StateMachineDoesNotExist": FAILURE,
        "StateMachineTypeNotSupported": FAILURE,
        "KmsAccessDeniedException": FAILURE,
        "KmsInvalidStateException": FAILURE,
        "KmsThrottlingException": HOURS,
    },
    others=COMMON
    | {
        "SfnException": HOURS,  # the model knows no throttling, so it comes as this
        "ThrottlingException": HOURS,  # the common name of it
    },
)
# A function without a VPC, a file system, a key or a code artifact of its own does not meet most of these.
_SETTINGS = [
    "CodeArtifactUserDeleted",
    "CodeArtifactUserFailed",
    "CodeArtifactUserPending",
    "DurableExecutionAlreadyStarted",
    "EC2AccessDenied",
    "EFSIO",
    "EFSMountConnectivity",
    "EFSMountFailure",
    "EFSMountTimeout",
    "ENILimitReached",
    "InvalidParameterValue",
    "InvalidRequestContent",
    "InvalidRuntime",
    "InvalidSecurityGroupID",
    "InvalidSubnetID",
    "InvalidZipFile",
    "KMSAccessDenied",
    "KMSDisabled",
    "KMSInvalidState",
    "KMSNotFound",
    "ModeNotSupported",
    "NoPublishedVersion",
    "RecursiveInvocation",
    "RequestTooLarge",
    "ResourceNotFound",
    "S3FilesMountConnectivity",
    "S3FilesMountFailure",
    "S3FilesMountTimeout",
    "SerializedRequestEntityTooLarge",
    "SnapStart",
    "SnapStartRegenerationFailure",
    "SubnetIPAddressLimitReached",
    "UnsupportedMediaType",
]
LAMBDA = Service(
    client="lambda",
    operation="Invoke",
    prefix="Lambda",
    modelled={
        "ServiceException": HOURS,
        "TooManyRequestsException": HOURS,
        "ServiceQuotaExceededException": HOURS,
        "EC2ThrottledException": HOURS,
        "EC2UnexpectedException": HOURS,
        "ENINotReadyException": HOURS,
        "ResourceConflictException": HOURS,  # the function is being updated
        "ResourceNotReadyException": HOURS,
        "SnapStartNotReadyException": HOURS,
        "SnapStartTimeoutException": HOURS,
    }
    | {f"{name}Exception": FAILURE for name in _SETTINGS},
    others=COMMON
    | {
        "AWSLambdaException": HOURS,
        "SdkClientException": HOURS,
        "ClientExecutionTimeoutException": HOURS,
        "Unknown": FAILURE,  # the function's own error without a name
        "States.Timeout": HOURS,
        "States.QueryEvaluationError": FAILURE,
    },
)
SERVICES = (COMPREHEND, LANGUAGE, REKOGNITION, DYNAMODB, EVENTS, SQS, STEP_FUNCTIONS, LAMBDA)
