"""Addresses of many countries by the hundred thousand, to see that one home has one id and two homes have two."""
