"""Source trees of other commits, beside the one that is worked on."""

import pathlib

from .driver import Driver, DriverError, run


class Slot:
    """A place for the tree of one commit after the other, and for what is built of it: the next commit builds quickly."""

    def __init__(self, root, name):
        self.root = pathlib.Path(root)
        self.folder = self.root / ".build/micro-compare" / name

    def driver(self, commit):
        """The driver as it is at a commit, built."""
        tree = self.folder / "tree"
        commit = self.resolve(commit)
        if not (tree / ".git").exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            # Of a tree whose folder was removed git still knows.
            run(["git", "worktree", "prune"], cwd=self.root)
            run(["git", "worktree", "add", "--detach", str(tree), commit], cwd=self.root)
        run(["git", "checkout", "--quiet", "--force", "--detach", commit], cwd=tree)
        if not (tree / "Benchmarks/Driver").is_dir():
            raise DriverError(f"{commit[:9]} has no Benchmarks/Driver: it is older than what counts")
        driver = Driver(tree, self.folder / "build")
        driver.build()
        return driver

    def resolve(self, commit):
        """The full name of a commit."""
        return run(["git", "rev-parse", "--verify", "--end-of-options", f"{commit}^{{commit}}"], cwd=self.root).strip()
