"""A deployed stage, local or on AWS: clients, outputs, accounts, APIs."""
