"""What is going on, for whoever waits: one line on a terminal, and elsewhere a line for each step."""

import time
from typing import TextIO


class Progress:
    def __init__(self, stream: TextIO):
        self.stream = stream
        self.began = time.monotonic()
        self.on_terminal = stream.isatty()

    def __call__(self, text: str) -> None:
        passed = time.monotonic() - self.began
        line = f"{int(passed // 60):3}:{int(passed % 60):02} {text}"
        self.stream.write(f"\r\x1b[K{line[:118]}" if self.on_terminal else line + "\n")
        self.stream.flush()

    def end(self) -> None:
        if self.on_terminal:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
