"""A small client for the AWS calls of hot paths: DynamoDB, EventBridge, SQS and Step Functions.

Method names, arguments, answers and error codes are those of boto3's clients, so an adapter runs on either. boto3 is
three quarters of a cold start, this a small part of one. What is rare or not JSON (presigned posts, S3) stays with
boto3.
"""
