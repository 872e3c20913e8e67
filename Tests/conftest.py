"""Slow tests run where TOLLGATE_SLOW is set, as `scripts/test --all` does."""

import os


def pytest_collection_modifyitems(config, items):
    if not os.environ.get("TOLLGATE_SLOW"):
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]
