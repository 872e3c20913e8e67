"""scripts/install: what it puts where, for whom, and what it leaves alone."""

import json
import os
import re
import shutil
import subprocess

import pytest
from support.gateway import BINARY
from support.installation import Installation, install

FILES = {
    "/usr/local/bin/tollgate": "0o755",
    "/usr/local/lib/systemd/system/tollgate.service": "0o644",
    "/usr/local/share/bash-completion/completions/tollgate": "0o644",
    "/usr/local/share/zsh/site-functions/_tollgate": "0o644",
    "/usr/local/share/fish/vendor_completions.d/tollgate.fish": "0o644",
    "/usr/local/share/man/man1/tollgate.1.gz": "0o644",
    "/usr/local/share/man/man1/tollgate-serve.1.gz": "0o644",
    "/usr/local/share/man/man1/tollgate-applications-register.1.gz": "0o644",
    "/usr/local/share/tollgate/gateway.schema.json": "0o644",
    "/etc/tollgate": "0o755",
    "/etc/tollgate/gateway.json": "0o644",
    "/etc/logrotate.d/tollgate": "0o644",
    "/var/lib/tollgate": "0o700",
    "/var/lib/tollgate-keys": "0o700",
    "/var/log/tollgate": "0o750",
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An installation below a folder with a space in its name, made by somebody with a strict umask."""
    before = os.umask(0o077)
    try:
        yield Installation(tmp_path_factory.mktemp("in stall") / "root")
    finally:
        os.umask(before)


def tool(name):
    """A program of the system; where it is not there, only `scripts/test --all` minds."""
    if shutil.which(name) is None:
        message = f"{name} is not installed"
        pytest.fail(message) if os.environ.get("TOLLGATE_SLOW") else pytest.skip(message)
    return name


def test_everything_is_in_its_place_with_its_mode_whatever_the_umask(installed):
    modes = installed.modes()
    assert {path: modes.get(path) for path in FILES} == FILES
    executable = {path for path, mode in modes.items() if installed.path(path).is_file() and mode != "0o644"}
    assert executable == {"/usr/local/bin/tollgate"}
    assert not [path for path in modes if path.endswith(".new")]


def test_the_installed_command_runs_and_the_example_is_without_fault(installed):
    assert installed.run("--version").stdout.startswith("tollgate ")
    example = installed.path("/etc/tollgate/gateway.json")
    done = installed.run("check", "--config", str(example))
    assert (done.returncode, "no problem" in done.stdout) == (0, True), done.stderr
    schema = json.loads(example.read_text())["$schema"].removeprefix("file://")
    assert json.loads(installed.path(schema).read_text())["title"] == "gateway.json"


def test_no_secret_is_below_a_destdir(installed):
    assert list(installed.path("/var").rglob("*key*")) == [installed.path("/var/lib/tollgate-keys")]


def test_installing_again_keeps_what_the_operator_changed(tmp_path):
    installation = Installation(tmp_path)
    before = installation.modes()
    for name in ("/etc/tollgate/gateway.json", "/etc/logrotate.d/tollgate"):
        installation.path(name).write_text("mine")
    installation.path("/usr/local/bin/tollgate").write_text("old")
    installation.install()
    assert installation.path("/etc/tollgate/gateway.json").read_text() == "mine"
    assert installation.path("/etc/logrotate.d/tollgate").read_text() == "mine"
    assert installation.path("/usr/local/bin/tollgate").read_bytes() == BINARY.read_bytes()
    assert installation.modes() == before


def test_uninstalling_takes_the_programs_away_and_leaves_configuration_data_keys_and_logs(tmp_path):
    installation = Installation(tmp_path)
    kept = ["/var/lib/tollgate/tollgate.db", "/var/lib/tollgate-keys/master.key", "/var/log/tollgate/access.log"]
    for name in kept:
        installation.path(name).write_text("mine")
    installation.uninstall()
    left = {path for path in installation.modes() if installation.path(path).is_file()}
    assert left == {"/etc/tollgate/gateway.json", *kept}
    installation.uninstall()


def test_a_package_has_debians_places_and_another_prefix_a_unit_where_systemd_looks(tmp_path):
    debian = Installation(tmp_path / "debian", "--prefix", "/usr").modes()
    assert {"/usr/bin/tollgate", "/usr/lib/systemd/system/tollgate.service"} <= debian.keys()
    assert "/usr/share/zsh/vendor-completions/_tollgate" in debian
    other = Installation(tmp_path / "other", "--prefix", "/opt/tollgate/")
    assert {"/opt/tollgate/bin/tollgate", "/etc/systemd/system/tollgate.service"} <= other.modes().keys()
    unit = other.path("/etc/systemd/system/tollgate.service").read_text()
    assert "ExecStart=/opt/tollgate/bin/tollgate serve" in unit


def test_the_service_can_be_left_out_and_its_user_be_chosen(tmp_path):
    without = Installation(tmp_path / "without", "--no-service").modes()
    assert not [path for path in without if "systemd" in path or "logrotate" in path]
    chosen = Installation(tmp_path / "chosen", "--user", "gate_1")
    unit = chosen.path("/usr/local/lib/systemd/system/tollgate.service").read_text()
    assert "\nUser=gate_1\nGroup=gate_1\n" in unit
    assert "su gate_1 gate_1" in chosen.path("/etc/logrotate.d/tollgate").read_text()


@pytest.mark.parametrize(
    "options, status, words",
    [
        (["--what"], 64, "--what is not understood"),
        (["--prefix"], 64, "--prefix needs a value"),
        (["--prefix", "usr"], 64, "begins with /"),
        (["--prefix", "/usr/$(id)"], 64, "only letters"),
        (["--user", "root"], 64, "needs no privilege"),
        (["--user", "a b"], 64, "not a user name"),
        (["--binary", "/nonexistent"], 1, "not a file that can be executed"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_changed(tmp_path, options, status, words):
    done = install("--destdir", str(tmp_path / "root"), *options)
    assert (done.returncode, words in done.stderr) == (status, True), done.stderr
    assert not (tmp_path / "root").exists()


def test_without_root_it_says_what_to_type(tmp_path):
    as_nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    done = install("--binary", str(BINARY), **as_nobody)
    assert (done.returncode, "sudo scripts/install" in done.stderr) == (77, True), done.stderr


def test_systemd_understands_the_unit_and_finds_it_closed(installed, tmp_path):
    unit = installed.path("/usr/local/lib/systemd/system/tollgate.service").read_text()
    # It looks for the command; a path in a unit cannot have a space.
    (tmp_path / "tollgate.service").write_text(unit.replace("/usr/local/bin/tollgate", str(BINARY)))
    for command in (["verify", "--man=no"], ["security", "--offline=true", "--threshold=20"]):
        done = subprocess.run(
            [tool("systemd-analyze"), *command, tmp_path / "tollgate.service"], capture_output=True, text=True)
        # "verify" tells of other units of the machine as well.
        words = [line for line in done.stderr.split("\n") if "tollgate" in line]
        assert (done.returncode, words) == (0, []), done.stdout + done.stderr


def test_a_configuration_that_cannot_be_used_is_not_tried_again(installed):
    unit = installed.path("/usr/local/lib/systemd/system/tollgate.service").read_text()
    broken = installed.run("serve", "--config", "/nonexistent/gateway.json")
    assert f"\nRestartPreventExitStatus={broken.returncode}\n" in unit


def test_log_rotation_is_understood(installed, tmp_path):
    text = installed.path("/etc/logrotate.d/tollgate").read_text().replace("tollgate tollgate", "root root")
    (tmp_path / "rotate").write_text(text.replace("/var/log/tollgate", str(tmp_path)))
    (tmp_path / "access.log").write_text("a line\n")
    (tmp_path / "rotate").chmod(0o644)
    done = subprocess.run(
        [tool("logrotate"), "--force", "--state", tmp_path / "state", tmp_path / "rotate"], capture_output=True,
        text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "access.log.1").read_text() == "a line\n"
    assert oct((tmp_path / "access.log").stat().st_mode) == "0o100640"


def test_bash_completes_commands(installed):
    script = """
        source "$1"
        COMP_WORDS=(tollgate applications re) COMP_CWORD=2 COMP_LINE='tollgate applications re' COMP_POINT=24
        $(complete -p tollgate | sed -n 's/.*-F \\([^ ]*\\).*/\\1/p')
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    completion = installed.path("/usr/local/share/bash-completion/completions/tollgate")
    done = subprocess.run(["bash", "-c", script, "bash", completion], capture_output=True, text=True)
    assert {"register", "remove", "revoke-tokens", "rotate-secret"} <= set(done.stdout.split()), done.stderr


@pytest.mark.parametrize(
    "shell, completion",
    [("zsh", "zsh/site-functions/_tollgate"), ("fish", "fish/vendor_completions.d/tollgate.fish")],
)
def test_other_shells_can_read_their_completions(installed, shell, completion):
    done = subprocess.run(
        [tool(shell), "-n", installed.path("/usr/local/share/" + completion)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_manual_page_has_every_option_of_its_command(installed):
    page = installed.path("/usr/local/share/man/man1/tollgate-applications-register.1.gz")
    text = subprocess.run(["gzip", "-dc", page], capture_output=True, check=True, text=True).stdout.replace("\\-", "-")
    options = set(re.findall(r"--([a-z-]+)", installed.run("applications", "register", "--help").stdout))
    assert {"name", "owner", "scope", "config", "json"} <= options
    assert [option for option in options if f".It Fl -{option}" not in text and f", Fl -{option}" not in text] == []


def test_every_command_has_a_manual_page_that_is_typeset_without_a_warning(installed):
    pages = sorted(installed.path("/usr/local/share/man/man1").iterdir())
    assert len(pages) > 10
    for page in pages:
        plain = subprocess.run(["gzip", "-dc", page], capture_output=True, check=True).stdout
        done = subprocess.run([tool("groff"), "-mandoc", "-Tutf8", "-ww"], input=plain, capture_output=True)
        assert (done.returncode, done.stderr) == (0, b""), page
        # Bold is a letter, a backspace, and the letter again.
        assert "EXIT STATUS" in re.sub(".\x08", "", done.stdout.decode()), page
