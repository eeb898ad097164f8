"""A stage on AWS as a whole: check, deploy, remove."""
