"""A policy and its life line."""
