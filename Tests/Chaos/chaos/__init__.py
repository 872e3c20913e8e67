"""Attackers, the good client that must not notice them, and what is measured of both."""
