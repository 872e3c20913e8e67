"""The programs that make the calls."""
