"""Answers of an upstream, well formed and not, and what a client is shown of them."""
