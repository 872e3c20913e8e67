"""A part of a test in a process of its own, so that no part waits for another one's Python."""

import multiprocessing

_context = multiprocessing.get_context("spawn")


class Process:
    """Runs `main(pipe, *arguments)`, which ends when the pipe does: with the block, and at the latest with the tests."""

    def __init__(self, main, *arguments):
        self.pipe, other = _context.Pipe()
        self.process = _context.Process(target=main, args=(other, *arguments), daemon=True)
        self.process.start()
        other.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def receive(self, seconds=30):
        """What the process says next."""
        assert self.pipe.poll(seconds), f"{self.process.name} said nothing within {seconds} s"
        return self.pipe.recv()

    def ask(self, question, seconds=30):
        """Sends a question, and returns the answer."""
        self.pipe.send(question)
        return self.receive(seconds)

    def stop(self):
        """Ends it: in order, else by force."""
        self.pipe.close()
        self.process.join(10)
        if self.process.is_alive():
            self.process.kill()
            self.process.join(10)


def wait_for_end(pipe):
    """Returns when the other side has closed the pipe."""
    try:
        while True:
            pipe.recv()
    except (EOFError, OSError):
        return
