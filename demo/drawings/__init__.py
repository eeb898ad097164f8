"""Drawings of houses, made by the program: no photographs to license, and each house is different."""
