"""How smoothly a page goes on while something is done in it: frames and long tasks, as Chromium tells them."""

from __future__ import annotations

import contextlib
import statistics
from dataclasses import dataclass, field

LINES = []
"""What was measured, for the end of the report."""

WATCH = """() => {
  const watch = { frames: [], tasks: [], over: false };
  let last = null;
  const frame = (now) => {
    if (watch.over) return;
    if (last !== null) watch.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  // Tasks of more than 50 ms (Long Tasks API).
  watch.observer = new PerformanceObserver((list) => watch.tasks.push(...list.getEntries().map((entry) => entry.duration)));
  watch.observer.observe({ type: "longtask" });
  requestAnimationFrame(frame);
  window.watched = watch;
}"""

END = """() => {
  const { frames, tasks, observer } = window.watched;
  window.watched.over = true;
  tasks.push(...observer.takeRecords().map((entry) => entry.duration));
  observer.disconnect();
  return { frames, tasks };
}"""


@dataclass
class Smoothness:
    what: str
    frames: list[float] = field(default_factory=list)
    """Milliseconds from each frame to the next; a display shows one each 16.7."""
    tasks: list[float] = field(default_factory=list)
    """Milliseconds of each task that kept the page for more than 50, waiting for a core included."""
    cpu: float = 0.0
    """Milliseconds of CPU that the page's thread used: as much on a busy machine as on a quiet one."""

    @property
    def median(self):
        return statistics.median(self.frames)

    @property
    def p95(self):
        return sorted(self.frames)[len(self.frames) * 95 // 100]

    @property
    def work(self):
        """Milliseconds of CPU for each frame: all that the page does between two, script, layout and painting."""
        return self.cpu / len(self.frames)

    def __str__(self):
        late = sum(frame > 50 for frame in self.frames)
        longest = f", the longest {max(self.tasks):.0f} ms" if self.tasks else ""
        return (f"{self.what}: {len(self.frames)} frames, each {self.median:.1f} ms after the other (median; 95 %: "
                f"{self.p95:.1f}, at most {max(self.frames):.0f}; {late} over 50), "
                f"{self.work:.1f} ms of CPU each; {len(self.tasks)} tasks over 50 ms{longest}")


@contextlib.contextmanager
def watched(page, what):
    """What happens in the page while the body runs."""
    smoothness = Smoothness(what)
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.evaluate(WATCH)
    before = _cpu(tools)
    yield smoothness
    smoothness.cpu = _cpu(tools) - before
    found = page.evaluate(END)
    smoothness.frames, smoothness.tasks = found["frames"], found["tasks"]
    tools.detach()
    LINES.append(str(smoothness))


def _cpu(tools):
    """Milliseconds of all tasks of the page's thread so far (Chrome DevTools Protocol, Performance.getMetrics)."""
    metrics = {metric["name"]: metric["value"] for metric in tools.send("Performance.getMetrics")["metrics"]}
    return metrics["TaskDuration"] * 1000
