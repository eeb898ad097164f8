"""What a stage's pages need to know of it (`config.json`), and what the local server of the site needs beside it."""

from typing import Any

from unicorn_cli.stages.cloud import Cloud


def config_of(cloud: Cloud, outputs: dict[str, str]) -> dict[str, Any]:
    """Return what the pages need to know of a stage. Where the APIs are is the same everywhere: below `/api/`."""
    return {
        "stage": cloud.stage,
        "region": cloud.session.region_name,
        "userPoolId": outputs["UserPoolId"],
        "userPoolClientId": outputs["UserPoolClientId"],
        "signInUrl": outputs.get("SignInUrl"),
        "live": "WebLiveEventsQueueUrl" in outputs,
        "approvalWaitSeconds": int(outputs["ApprovalWaitSeconds"]),
    }


def served_locally(cloud: Cloud, outputs: dict[str, str]) -> dict[str, Any]:
    """Return what the local server reads: the pages' configuration, what each prefix stands for, and the bucket."""
    bucket = f"{cloud.endpoint}/{outputs['ImagesBucketName']}"
    return {
        "config": config_of(cloud, outputs),
        "forwards": {
            "/api/contracts": outputs["ContractsApiUrl"],
            "/api/web": outputs["WebApiUrl"],
            "/api/sign-in": cloud.endpoint,
            "/published": f"{bucket}/published",  # images
        },
        "bucket": bucket,
    }
