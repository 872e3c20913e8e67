"""Tokens and keys that others made to break verifiers, made again so that nothing but their defect is wrong with them."""
