"""The tour: pages of docs/tour as steps that run, a house to try things with, and experiments."""
