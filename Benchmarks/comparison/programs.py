"""Where the programs are that the comparison runs."""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOLLGATE = pathlib.Path(os.environ.get("TOLLGATE_BINARY", ROOT / ".build/static/tollgate")).resolve()
