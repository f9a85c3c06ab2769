"""Every act that is recorded anywhere has its word in organizations/acts.py, and every word its act."""

import ast

import pytest

from organizations.acts import ACTS

CODE = ("qualitymonth", "organizations", "campaigns", "slogans")


def literals(node):
    """The strings that an expression can be: one, or one of two; None where that cannot be told."""
    if isinstance(node, ast.IfExp):
        parts = [literals(node.body), literals(node.orelse)]
        return None if None in parts else parts[0] + parts[1]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def name_of(call):
    return ast.unparse(call.func)


def acts_in(text):
    """The acts that a module records: by audit.record, or by a function of its own whose parameter `act` it hands on."""
    tree = ast.parse(text)
    places = {"audit.record": 0}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        names = [argument.arg for argument in function.args.args]
        if "act" in names and "audit.record(act" in ast.unparse(function):
            places[function.name] = names.index("act")
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if (name := name_of(call)) in places and len(call.args) > places[name]:
            argument = call.args[places[name]]
            if not (isinstance(argument, ast.Name) and argument.id == "act"):
                yield from literals(argument) or [ast.unparse(call)]


@pytest.fixture
def recorded(repository):
    files = [path for room in CODE for path in (repository / room).rglob("*.py") if path.name != "audit.py"]
    return {act for path in files for act in acts_in(path.read_text())}


def test_every_act_has_a_word_and_every_word_an_act(recorded):
    assert recorded == set(ACTS)


@pytest.mark.parametrize(
    ("code", "acts"),
    [
        ("audit.record('x', thing)", ["x"]),
        ("audit.record('x' if new else 'y', thing)", ["x", "y"]),
        ("audit.record(f'x{y}', thing)", ["audit.record(f'x{y}', thing)"]),
        ("def move(thing, act):\n    audit.record(act, thing)\nmove(thing, 'x')", ["x"]),
    ],
)
def test_what_is_recorded_is_seen(code, acts):
    assert list(acts_in(code)) == acts
