"""Hostile requests, what reaches an upstream of them, and what becomes of those who come after."""
