"""Errors of AWS and of the network, as sentences with their fix."""

import httpx
from botocore import exceptions as aws

SIGN_IN = "Sign in again, for example with `aws sso login`, and run the command again"
CHECK_KEYS = "Check AWS_PROFILE and its keys; if the region must be enabled first, enable it for the account"
SET_REGION = "Set it, for example with `export AWS_REGION=eu-west-1`"
TRY_AGAIN = "Fix the cause that it names and try again"

# The codes that AWS gives for credentials; each service spells them in its own way.
EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"}
UNKNOWN = {
    "AuthFailure",
    "IncompleteSignature",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized"}
THROTTLED = {"Throttling", "ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown"}
FIXES = {
    **dict.fromkeys(DENIED, "Use credentials of a role that may do this"),
    **dict.fromkeys(THROTTLED, "Wait a minute and try again"),
}
NO_LONGER_SIGNED_IN = (
    aws.UnauthorizedSSOTokenError,
    aws.SSOTokenLoadError,
    aws.TokenRetrievalError,
    aws.LoginTokenLoadError,
    aws.CredentialRetrievalError,
)


def remote_error(error: Exception) -> tuple[str, str] | None:
    """Return cause and fix of an error of AWS or the network; None for every other error."""
    match error:
        case aws.ClientError():
            return _answered(error)
        case aws.NoCredentialsError() | aws.PartialCredentialsError():
            return "This shell has no AWS credentials", "Sign in, for example with `aws sso login`"
        case aws.ProfileNotFound():
            return str(error), "Check AWS_PROFILE; `aws configure list-profiles` shows the profiles"
        case aws.NoRegionError():
            return "No AWS region is set", SET_REGION
        case aws.InvalidRegionError():
            return str(error), SET_REGION
        case aws.EndpointConnectionError():
            return f"There is no connection to AWS: {_text(error)}", "Check the network, and the name of the region"
        case _ if isinstance(error, NO_LONGER_SIGNED_IN):
            return "Your sign-in to AWS has expired", SIGN_IN
        case aws.BotoCoreError() | httpx.HTTPError():
            return f"A request got no answer: {_text(error)}", "Run `unicorn status` and try again"
    return None


def _answered(error: aws.ClientError) -> tuple[str, str]:
    code = error.response["Error"].get("Code", "")
    message = error.response["Error"].get("Message", str(error)).rstrip(".")
    if code in EXPIRED:
        return "Your AWS credentials have expired", SIGN_IN
    if code in UNKNOWN:
        return f"AWS does not accept these credentials: {message}", CHECK_KEYS
    return f"{error.operation_name} failed: {message}", FIXES.get(code, TRY_AGAIN)


def _text(error: Exception) -> str:
    return str(error).rstrip(".")
