"""What a signature costs by itself: `openssl speed`."""

import subprocess

NAMES = {"ES256": "ecdsap256", "RS256": "rsa2048"}


def signatures(algorithm: str, seconds: float, core: int) -> float:
    """Signatures a second of CPU time. (Verifying takes another such time.)"""
    command = ["openssl", "speed", "-mr", "-seconds", str(max(1, round(seconds))), NAMES[algorithm]]
    done = subprocess.run(["setpriv", "--pdeathsig", "TERM", "taskset", "-c", str(core), *command],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=2 * seconds + 60)
    if done.returncode != 0:
        raise RuntimeError(f"openssl ended with {done.returncode}: {done.stderr}")
    return parse(done.stdout)


def parse(output: str) -> float:
    """Of `+F4:3:256:73137.8:25669.2` the last but one: signing and verifying, as operations a second."""
    line = next(line for line in output.splitlines() if line.startswith("+F"))
    return float(line.split(":")[-2])
