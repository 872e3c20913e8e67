"""What the description cannot say, told to a run of schemathesis, and what it was answered, taken down.

- `TOLLGATE_SPARED`: what the run stands on, and no request may change or remove: a JSON object from each such id to the ids of
  others of its kind, which may go in its place.
- `TOLLGATE_REVOCABLE`: an account and API tokens of it, which may go: a JSON array of its id and an array of theirs.
- `TOLLGATE_NAME`, `TOLLGATE_PASSWORD`: with which somebody can sign in.
- `TOLLGATE_ANSWERED`: the file that gets a line for each answer: the operation and the status.
"""

import itertools
import json
import os

import schemathesis

SPARED = json.loads(os.environ["TOLLGATE_SPARED"])
# Now and then there is none of this id.
IN_PLACE = {id[:4]: itertools.cycle([*others, "none"]) for id, others in SPARED.items()}
KINDS = {"/accounts/{id}": "acc_", "/me/sessions/{id}": "ses_"}
OWNER, TOKENS = json.loads(os.environ["TOLLGATE_REVOCABLE"])
ANY_VERSION = itertools.cycle([True, True, False])
REVOCABLE = itertools.cycle([*TOKENS, "none"])
NAME, PASSWORD = os.environ["TOLLGATE_NAME"], os.environ["TOLLGATE_PASSWORD"]


@schemathesis.hook
def before_call(context, case, kwargs):
    spare(case)
    know(case)
    name_a_version(case)
    bare(case)


def spare(case):
    """Has a request that would take away what the run stands on be for something else; and one for an id that is made up, too,
    where no step before it told the id."""
    kind = next((kind for path, kind in KINDS.items() if case.path.startswith(path)), None)
    if case.method == "GET" or kind not in IN_PLACE:
        return
    if case.path == "/accounts/{id}/tokens/{token}" and is_right(case) and case.meta.phase.name.value != "stateful":
        case.path_parameters |= {"id": OWNER, "token": next(REVOCABLE)}
        return
    if str(case.path_parameters.get("id")) in SPARED or (is_right(case) and case.meta.phase.name.value != "stateful"):
        case.path_parameters["id"] = next(IN_PLACE[kind])


def know(case):
    """Has content that keeps the description be right as well, but where it has a code: a password is never guessed, and after
    a few attempts all that is to be seen is that there were too many."""
    if not is_right(case) or not isinstance(case.body, dict):
        return
    if "currentPassword" in case.body:
        # The new one is the old one, or the next request would be wrong.
        case.body |= {name: PASSWORD for name in ("currentPassword", "newPassword") if name in case.body}
    elif case.body.keys() == {"name", "password"}:
        case.body |= {"name": NAME, "password": PASSWORD}
    elif case.path.startswith("/accounts") and case.body.get("role") != "merchant":
        # Only a merchant's person has one; with that role it still is one that is not there.
        case.body.pop("merchantId", None)


def name_a_version(case):
    """Has a request that is taken for right name a version as the description has it: where If-Match may be left out,
    schemathesis tries 0 as well, which its pattern does not let through, and takes that for right. And has the end of a
    secret, which is met by few of the requests, be of any version where the rest is right."""
    if not is_right(case) or "If-Match" not in case.headers:
        return
    if case.headers["If-Match"] == "0" or (case.operation.definition.raw["operationId"] == "endSecret" and next(ANY_VERSION)):
        case.headers["If-Match"] = "*"


def bare(case):
    """Has a request for what is for everybody come from nobody. From the 401 to a wrong password schemathesis concludes that
    signing in takes credentials, and sends them; but who signs in anew leaves the session that came along, as it should be."""
    if case.operation.definition.raw["security"]:
        return
    case.cookies.pop("tollgate_session", None)
    for name in ("X-CSRF-Token", "Authorization"):
        case.headers.pop(name, None)


def is_right(case):
    """Whether it keeps the description."""
    return case.meta is not None and case.meta.generation.mode.is_positive


@schemathesis.hook
def after_call(context, case, response):
    operation = case.operation.definition.raw["operationId"]
    with open(os.environ["TOLLGATE_ANSWERED"], "a") as file:
        file.write(f"{operation} {response.status_code}\n")
