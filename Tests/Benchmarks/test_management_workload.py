"""What is asked of the management address, of a small registry and the gateway itself."""

import dataclasses
import itertools
import json
import pathlib
import types

import pytest
from comparison import questions, signed_in, tokens, variety
from comparison.checks import CheckFailed
from comparison.gateways import grown, managed
from comparison.gateways.managed import ManagedTollgate, add_operator
from comparison.loads import console
from comparison.questions import Expected, Listed, Question
from comparison.registry import Registry, client_id
from comparison.workloads import management
from comparison.workloads.console_in_use import LOOKED_AT
from test_growth import BINARY

SIZE = 600
ASKED = {question.name: question for question in questions.questions(SIZE)}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for module in (tokens, grown, managed):
            patch.setattr(module, "TOLLGATE", BINARY)
        registry = Registry(tmp_path_factory.mktemp("managed") / "registry", SIZE, varied=True)
        registry.issue()
        add_operator(registry)
        gateway = ManagedTollgate(pathlib.Path(), 0, types.SimpleNamespace(port=9), registry)
        try:
            gateway.start()
            yield gateway
        finally:
            gateway.stop()


@pytest.fixture(scope="module")
def expected(gateway):
    return Expected(gateway.tokens.database)


@pytest.fixture
def operator(gateway):
    with gateway.sign_in() as operator:
        yield operator


@pytest.mark.parametrize("name", ASKED)
def test_each_question_is_answered_as_who_looks_at_every_application_would(name, operator, expected):
    found, body = management.check(operator, ASKED[name], expected)
    assert (found == 0) is name.startswith("none") and body


def test_the_questions_are_those_that_the_console_asks(expected):
    found = {name: expected.of(question)[0] for name, question in ASKED.items()}
    assert found["first"] == found["scope-all"] == SIZE
    assert found["many"] == found["many-by-name"] == SIZE // 10
    assert found["client"] == 1 and found["scope-few"] == SIZE // 100 and found["disabled"] == SIZE // 50
    assert 0 < found["cyrillic"] == found["one-sign"] == SIZE // 10 and 0 < found["folded"] < SIZE
    assert found["letter"] > SIZE // 2 and 0 < found["few"] < 20
    assert set(LOOKED_AT) <= set(ASKED)


@pytest.mark.parametrize("change", [
    lambda listed: listed[1:], lambda listed: [*listed[:50], listed[51], listed[50], *listed[52:]],
    lambda listed: [dataclasses.replace(one, client_id="app_" + one.client_id[4:][::-1]) for one in listed],
])
def test_a_list_that_differs_from_what_is_expected_is_no_figure(change, operator, expected):
    other = types.SimpleNamespace(of=lambda question: (
        len(change(expected.listed)), [one.client_id for one in change(expected.listed)][:questions.PAGE]))
    with pytest.raises(CheckFailed):
        management.check(operator, ASKED["first"], other)


def test_a_question_is_asked_again_and_again_and_each_answer_compared(operator, expected):
    _, body = management.check(operator, ASKED["few"], expected)
    assert management.again(operator, ASKED["few"], body, seconds=0, calls=5).count == 5
    with pytest.raises(CheckFailed, match="got another answer"):
        management.again(operator, ASKED["few"], body + b" ", seconds=0, calls=5)


def test_names_are_as_different_as_they_are_said_to_be():
    names = [variety.name(number) for number in range(1, 1001)]
    assert len(set(names)) == 1000 and max(map(len, names)) <= 100
    assert len({variety.owner(number) for number in range(1, 10_000)}) == variety.OWNERS


def test_lists_are_sorted_without_case_and_equals_by_their_number():
    one = Listed(2, "app_b", "alpha", "X", True, 5, frozenset())
    other = Listed(1, "app_a", "Alpha", "X", True, 9, frozenset())
    assert sorted([one, other], key=lambda each: each.key("name")) == [other, one]
    assert sorted([other, one], key=lambda each: each.key("updatedAt")) == [one, other]


# The console in use


def wait_for(condition):
    """Comes back when it is so; the test's own time limit is the bound."""
    while not condition():
        pass


def test_the_console_is_looked_through_and_edited_while_its_overview_is_open(gateway, operator, expected):
    asked = [ASKED[name] for name in LOOKED_AT]
    edited = client_id(SIZE // 3)
    with console.in_use(operator, asked, edited) as use:
        wait_for(lambda: len(use.looks) >= 3 and use.edits >= 2 and use.events >= 2)
    use.check({question.name: expected.of(question)[0] for question in asked})
    name = json.loads(operator.ask(f"/api/v1/applications/{edited}").body)["name"]
    assert name == variety.name(SIZE // 3) + console.EDITED * (use.edits % 2)
    with pytest.raises(CheckFailed, match="were found"):
        use.check({question.name: -1 for question in asked})


@pytest.mark.parametrize("questions, edited, said", [
    ([Question("wrong", "a wrong one", (("color", "red"),))], client_id(2), "a wrong one: it was answered 400"),
    ([ASKED["first"]], "app_nobody", "an application was answered 404"),
])
def test_what_the_console_is_not_given_is_a_failure(questions, edited, said, operator):
    with pytest.raises(CheckFailed, match=said):
        with console.in_use(operator, questions, edited) as use:
            wait_for(lambda: use.looks and use.events)
        use.check({"first": SIZE})


def test_a_console_that_was_not_used_is_a_failure():
    with pytest.raises(CheckFailed, match="0 lists came, 0 edits and 0 events"):
        console.Use().check({})


def test_a_wrong_password_is_no_session(gateway, monkeypatch):
    monkeypatch.setattr(signed_in, "PASSWORD", "another one than that")
    with pytest.raises(ConnectionError, match="answered 401"):
        gateway.sign_in()


def test_one_looks_at_a_pace_and_does_not_make_up_for_what_took_long():
    now, waited = [0.0], []

    def wait(seconds):
        waited.append(seconds)
        now[0] += seconds
        return len(waited) > 4

    taken = []
    for item in console.paced(itertools.count(), 1.0, wait, lambda: now[0]):
        taken.append((item, now[0]))
        now[0] += 2.5 if item == 1 else 0.25
    assert taken == [(0, 0.0), (1, 1.0), (2, 3.5), (3, 4.5)]
    assert waited == [0.0, 0.75, 0.0, 0.75, 0.75]
