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

# The first class that fits decides; where a sentence ends with a colon, the error's own text follows it.
NOT_ANSWERED: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    (
        (aws.NoCredentialsError, aws.PartialCredentialsError),
        "This shell has no AWS credentials",
        "Sign in, for example with `aws sso login`; every stage but `local` is on AWS",
    ),
    ((aws.ProfileNotFound,), "", "Check AWS_PROFILE; `aws configure list-profiles` shows the profiles"),
    ((aws.NoRegionError,), "No AWS region is set", f"{SET_REGION}; every stage but `local` is on AWS"),
    ((aws.InvalidRegionError,), "", SET_REGION),
    (
        (aws.EndpointConnectionError,),
        "There is no connection to AWS:",
        "Check the network, and the name of the region",
    ),
    (
        (
            aws.CredentialRetrievalError,
            aws.LoginTokenLoadError,
            aws.SSOTokenLoadError,
            aws.TokenRetrievalError,
            aws.UnauthorizedSSOTokenError,
        ),
        "Your sign-in to AWS has expired",
        SIGN_IN,
    ),
    ((aws.BotoCoreError, httpx.HTTPError), "A request got no answer:", "Run `unicorn status` and try again"),
)


def remote_error(error: Exception) -> tuple[str, str] | None:
    """Return cause and fix of an error of AWS or the network; None for every other error."""
    if isinstance(error, aws.ClientError):
        return _answered(error)
    for kinds, why, fix in NOT_ANSWERED:
        if isinstance(error, kinds):
            text = f"{why} {str(error).rstrip('.')}".strip() if not why or why.endswith(":") else why
            return text, fix
    return None


def _answered(error: aws.ClientError) -> tuple[str, str]:
    code = error.response["Error"].get("Code", "")
    message = error.response["Error"].get("Message", str(error)).rstrip(".")
    if code in EXPIRED:
        return "Your AWS credentials have expired", SIGN_IN
    if code in UNKNOWN:
        return f"AWS does not accept these credentials: {message}", CHECK_KEYS
    return f"{error.operation_name} failed: {message}", FIXES.get(code, TRY_AGAIN)
