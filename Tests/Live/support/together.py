"""The same done many times at once."""

import threading


class Together:
    """Calls `act(number)` for each number below `count`, each in a thread of its own; `end` waits for all of them."""

    def __init__(self, count, act):
        self.failures = []
        self.threads = [threading.Thread(target=self._run, args=[act, number], daemon=True) for number in range(count)]
        for thread in self.threads:
            thread.start()

    def _run(self, act, number):
        try:
            act(number)
        except Exception as error:
            self.failures.append(f"{number}: {error!r}")

    @property
    def goes_on(self):
        return any(thread.is_alive() for thread in self.threads)

    def end(self, seconds=120):
        """Waits until each has ended, and has not failed."""
        for thread in self.threads:
            thread.join(seconds)
        assert not self.goes_on and self.failures == []
