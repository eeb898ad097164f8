"""Generators and checks of the event schemas, the samples, the AsyncAPI document and the schema registry."""
