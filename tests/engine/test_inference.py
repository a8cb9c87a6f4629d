"""Contract tests of the rule engine for the messages used here: each fails if the engine changes or is replaced."""

import ast
import itertools
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given

from wayhome.engine import inference, rulesets
from wayhome.engine.compile import Program, Table
from wayhome.engine.double_entry import infer
from wayhome.engine.errors import EngineError
from wayhome.engine.evaluate import evaluate
from wayhome.engine.inference import Inference
from wayhome.engine.library import load_library
from wayhome.engine.rulesets import rulesets_of
from wayhome.engine.truth import ALWAYS, NEVER, All, Any, Count, Domain, Test

from .random_programs import books_and_facts, examples, nothing_known, program_of

pytestmark = pytest.mark.skipif(not inference.is_available(), reason="durable-rules has no build for this Python")

YES_NO = Domain(("no", "yes"))
ABC = Domain(("a", "b", "c"))
NO, YES, EITHER = 0b01, 0b10, 0b11
STATES = 899  # how many states of a ruleset are used in turn


def yes(fact):
    return Test(fact, YES, EITHER)


def is_(fact, *values):
    return Test(fact, ABC.mask(values), ABC.full)


def yes_no(number):
    return {f"x{i}": YES_NO for i in range(number)}


SMALL = program_of(
    {"x": ABC, "y": ABC, "z": ABC},
    {"all": All((is_("x", "a"), is_("y", "a"))), "any": Any((is_("x", "b"), is_("z", "c"))), "one": is_("z", "a", "b")},
)


@pytest.fixture
def load():
    """Load programs into the engine, and free them after the test."""
    loaded = []

    def load_(program):
        loaded.append(Inference(program))
        return loaded[-1]

    yield load_
    for engine in loaded:
        engine.close()


class Spied:
    """The engine's C functions, each call of one of them passed through `through`."""

    def __init__(self, name, through):
        self._name, self._through, self._real = name, through, inference._c

    def __getattr__(self, name):
        function = getattr(self._real, name)
        if name != self._name:
            return function
        return lambda *arguments: self._through(function, *arguments)


def agrees(engine, program, facts):
    return engine.run(facts)[0] == evaluate(program, facts)


def some_facts(program, number):
    """Partly known facts, different ones each time, that go through every value and through knowing nothing."""
    for i in range(number):
        yield {fact: 1 + (i * 7 + j * 3) % program.domains[fact].full for j, fact in enumerate(program.asked)}


def in_a_process(script, *options, **environment):
    """What a script prints in a Python of its own; fails with what it wrote on stderr."""
    run = subprocess.run(
        [sys.executable, *options, "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, f"ended with {run.returncode}\n{run.stderr[-2000:]}"
    return run.stdout.strip()


# What goes in


def test_one_module_speaks_to_the_rule_engine_and_none_to_its_host():
    importers = set()
    for path in Path(inference.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            importers |= {(path.name, name) for name in names if name.partition(".")[0].startswith("durable")}
    assert importers == {("inference.py", "durable_rules_engine")}


def test_nothing_reaches_the_engine_but_short_decimals_and_words_of_its_own(monkeypatch, load):
    sent = []

    def record(function, *arguments):
        sent.append(arguments[1])
        return function(*arguments)

    domains = {'na\u00efve "fact"\n': Domain(("1e-05", "NaN")), "10": YES_NO, "true": YES_NO}
    program = program_of(domains, {"q": All(tuple(Test(fact, YES, EITHER) for fact in domains))})
    monkeypatch.setattr(inference, "_c", Spied("assert_fact", record))
    assert agrees(load(program), program, dict.fromkeys(domains, YES))
    messages = [json.loads(text) for text in sent]
    assert messages
    for message in messages:
        assert message.pop("k") in ("boot", "fact")
        assert all(isinstance(value, str) and value.isdecimal() and len(value) < 5 for value in message.values())
    ((definition,),) = ([part.definition for part in made.parts] for made in rulesets_of(program) if made.parts)
    assert definition.isascii()
    assert not any(fact in definition for fact in ("fact\\", '"10"', "true"))


def test_a_fact_no_rule_of_a_stage_reads_is_not_sent(monkeypatch, load):
    sent = []

    def record(function, *arguments):
        sent.append(json.loads(arguments[1]).get("f"))
        return function(*arguments)

    program = program_of(yes_no(3), {"q": yes("x1")})
    monkeypatch.setattr(inference, "_c", Spied("assert_fact", record))
    load(program).run(nothing_known(program))
    assert Counter(sent) == Counter({None: 1, "1": 1})  # a boot for the one stage that has rules, and x1


def test_facts_whose_names_collide_in_the_engines_hash_are_kept_apart(load):
    facts = ("indicator_48880", "indicator_321460")
    program = program_of(dict.fromkeys(facts, YES_NO), {fact: yes(fact) for fact in facts})
    engine = load(program)
    for given_facts in ({facts[0]: YES, facts[1]: NO}, {facts[0]: NO, facts[1]: YES}):
        assert engine.run(given_facts)[0].verdicts == {fact: mask == YES for fact, mask in given_facts.items()}


# What comes out


@pytest.mark.parametrize(("possible", "expected"), [("a", True), ("ab", True), ("c", False), ("bc", None), ("abc", None)])
def test_a_condition_is_true_false_or_undecided(load, possible, expected):
    program = program_of({"x": ABC}, {"q": is_("x", "a", "b")})
    assert load(program).run({"x": ABC.mask(possible)})[0].verdicts == {"q": expected}


def test_two_tests_on_one_fact_are_one_condition(load):
    program = program_of({"x": ABC, "y": ABC}, {"q": All((is_("x", "a", "b"), is_("y", "a"), is_("x", "b", "c")))})
    engine = load(program)
    for x, y in itertools.product(range(1, 8), repeat=2):
        assert agrees(engine, program, {"x": x, "y": y})


def test_an_any_whose_parts_all_hold_is_one_conclusion_with_a_firing_each(load):
    program = program_of({"x": ABC, "y": ABC}, {"q": Any((is_("x", "a"), is_("y", "a")))})
    found, firings = load(program).run({"x": 1, "y": 1})
    assert found.verdicts == {"q": True}
    assert sorted(firing.matched for firing in firings) == [(("x", ("a",)),), (("y", ("a",)),)]


def test_a_condition_several_rules_share_fires_for_each_of_them(load):
    program = program_of({"x": ABC}, {"p": is_("x", "a"), "q": is_("x", "a"), "r": is_("x", "b")})
    found, firings = load(program).run({"x": 1})
    assert found.verdicts == {"p": True, "q": True, "r": False}
    assert [(firing.name, firing.verdict) for firing in firings] == [("p", True), ("q", True), ("r", False)]


def test_what_needs_no_fact_is_decided_without_a_firing(load):
    program = program_of({"x": ABC}, {"always": ALWAYS, "never": NEVER, "open": is_("x", "a")})
    found, firings = load(program).run({"x": ABC.full})
    assert found.verdicts == {"always": True, "never": False, "open": None}
    assert firings == ()


def held(program, evaluation):
    """Every firing there should be: the rules of each stage of which every test holds, once for each condition."""
    for made in rulesets_of(program):
        facts = evaluation.asked if made.stage.startswith(("relevance", "implications")) else evaluation.facts
        fact_of = {key: fact for fact, key in made.facts.items()}
        for number, rule in (rule for part in made.parts for rule in json.loads(part.definition).items()):
            matched = {}
            for condition in rule["all"]:
                ((_, body),) = condition.items()
                if "$and" not in body:
                    continue
                test = {key: value for part in body["$and"] for key, value in part.items()}
                matched[fact_of[test["f"]]] = [int(key[1:]) for key in test if key not in "kf"]
            if matched and not any(facts[fact] >> out & 1 for fact, ruled_out in matched.items() for out in ruled_out):
                shown = tuple((fact, program.domains[fact].names(facts[fact])) for fact in sorted(matched))
                for name in made.rules[number].names:
                    yield made.stage, name, made.rules[number].verdict, shown


@examples(200)
@given(books_and_facts())
def test_exactly_the_rules_that_hold_fire_each_once_with_exactly_their_facts(case):
    book, facts = case
    engine = Inference(book.program)
    try:
        found, firings = engine.run(facts)
    finally:
        engine.close()
    fired = Counter((firing.stage, firing.name, firing.verdict, firing.matched) for firing in firings)
    assert fired == Counter(held(book.program, found))


def test_firings_come_in_a_fixed_order_whatever_order_the_facts_arrive_in(load):
    program = program_of(yes_no(6), {f"q{i}": Count(2, tuple(yes(f"x{j}") for j in range(6))) for i in range(3)})
    engine, facts = load(program), dict.fromkeys(yes_no(6), YES)
    (part,) = engine._stages["verdicts"]._parts
    in_order, read = engine.run(facts), list(part._read)
    for arrival in (read[::-1], read[3:] + read[:3], read[1::2] + read[::2]):
        part._read[:] = arrival
        assert engine.run(facts) == in_order


def test_a_stage_in_many_parts_concludes_and_fires_as_one_in_a_single_part(monkeypatch, load):
    pairs = itertools.combinations(range(8), 2)
    program = program_of(yes_no(8), {f"q{i}{j}": Any((yes(f"x{i}"), yes(f"x{j}"))) for i, j in pairs})
    whole = load(program)
    monkeypatch.setattr(rulesets, "AT_ONCE", 3)
    cut = load(program)
    assert len(cut._stages["verdicts"]._parts) > 5 > len(whole._stages["verdicts"]._parts)
    for facts in some_facts(program, 20):
        assert cut.run(facts) == whole.run(facts)


# From run to run


def test_runs_in_which_no_rule_fires_end_cleanly(load):
    program = program_of({"x": ABC}, {"q": is_("x", "a")})
    engine = load(program)
    for _ in range(STATES + 100):
        assert engine.run({"x": ABC.full}) == (evaluate(program, {"x": ABC.full}), ())


def test_two_thousand_runs_agree_with_the_reference_and_leave_nothing_for_the_next(load):
    engine = load(SMALL)
    for facts in some_facts(SMALL, 2000):
        assert agrees(engine, SMALL, facts)


def test_a_state_that_was_not_freed_is_noticed_when_its_turn_comes_again(monkeypatch, load):
    program = program_of({"x": ABC}, {"q": is_("x", "a")})
    engine = load(program)
    kept = []
    with monkeypatch.context() as patch:
        patch.setattr(inference, "_c", Spied("delete_state", lambda function, *state: kept.append((function, state))))
        engine.run({"x": 1})
    try:
        for _ in range(STATES - 1):
            engine.run({"x": 2})
        with pytest.raises(EngineError, match="kept facts of an earlier run in state 1"):
            engine.run({"x": 2})
    finally:
        for function, state in kept:
            function(*state)


@pytest.mark.parametrize("number", [2, 4])
@pytest.mark.parametrize("name", ["get_facts", "assert_fact", "start_action_for_state", "complete_and_start_action"])
def test_an_error_inside_reaches_the_caller_and_the_next_run_is_clean(monkeypatch, load, name, number):
    """The calls counted are those of the stage of verdicts, after its sentinel has fired."""
    engine = load(SMALL)
    engine.run({"x": 1, "y": 1, "z": 1})
    calls = itertools.count(1)

    def failing(function, *arguments):
        if next(calls) == number:
            raise inference._c._real.error("out of order")
        return function(*arguments)

    stage = engine._stages["verdicts"]
    with monkeypatch.context() as patch:
        patch.setattr(inference, "_c", Spied(name, failing))
        with pytest.raises(EngineError, match="out of order"):  # noqa: PT012  # get_facts is called once a run
            for _ in range(number):
                stage.decide({"x": 1, "y": 1, "z": 1}, [])
    for facts in some_facts(SMALL, STATES + 10):
        assert agrees(engine, SMALL, facts)


def test_an_error_at_the_very_first_message_is_an_error_of_the_engine_too(monkeypatch, load):
    def failing(function, *arguments):
        raise inference._c._real.error("out of order")

    engine = load(SMALL)
    with monkeypatch.context() as patch:
        patch.setattr(inference, "_c", Spied("assert_fact", failing))
        with pytest.raises(EngineError, match="out of order"):
            engine.run({"x": 1, "y": 1, "z": 1})
    for facts in some_facts(SMALL, STATES + 10):
        assert agrees(engine, SMALL, facts)


def test_an_interruption_before_the_sentinel_has_fired_does_not_bring_the_process_down():
    script = """
from wayhome.engine import inference
from wayhome.engine.compile import Program
from wayhome.engine.truth import Domain, Test

class Interrupted:
    def __getattr__(self, name):
        if name == "start_action_for_state":
            raise KeyboardInterrupt
        return getattr(real, name)

real = inference._c
program = Program({"x": Domain(("no", "yes"))}, ("x",), (), (), (), {"q": Test("x", 2, 3)}, ())
engine = inference.Inference(program)
inference._c = Interrupted()
try:
    engine.run({"x": 2})
except KeyboardInterrupt:
    print("interrupted")
inference._c = real
assert engine.run({"x": 2})[0].verdicts == {"q": True}
"""
    assert in_a_process(script) == "interrupted"


@pytest.mark.parametrize("code", [2, 3])
def test_a_fact_the_engine_refuses_ends_the_run(monkeypatch, load, code):
    def refusing(function, *arguments):
        answer = function(*arguments)
        return (code, answer[1]) if '"f"' in arguments[1] else answer

    engine = load(SMALL)
    with monkeypatch.context() as patch:
        patch.setattr(inference, "_c", Spied("assert_fact", refusing))
        with pytest.raises(EngineError, match=rf"refused a fact \(code {code}\)"):
            engine.run({"x": 1, "y": 1, "z": 1})
    assert agrees(engine, SMALL, {"x": 1, "y": 1, "z": 1})


def test_a_condition_found_both_true_and_false_ends_the_run(monkeypatch, load):
    program = program_of({"x": ABC}, {"q": is_("x", "a")})
    engine = load(program)
    stage = engine._stages["verdicts"]
    monkeypatch.setattr(stage, "_fire", lambda facts: [(rule, {"c0": {"f": "1"}}) for rule in ("1", "2")])
    with pytest.raises(EngineError, match="concluded q to be both true and false"):
        engine.run({"x": 1})


# Bounds: at the limit the engine answers rightly; one more is refused before it sees it


def several(conditions):
    return {f"q{i}": condition for i, condition in enumerate(conditions)}


def most_facts(number):
    return program_of(yes_no(number), several(yes(f"x{i}") for i in range(number)))


SIX = Domain(tuple("abcdef"))


def most_tests(number):
    """Conditions come with their negation, so tests in pairs; the second form of an `any` adds one without."""
    conditions = [Test("x", mask, SIX.full) for mask in range(1, 1 + number // 2)]
    if number % 2:
        first, second = Test("x", 0b000111, SIX.full), Test("x", 0b011001, SIX.full)
        pair = Any((All((first, yes("y"))), All((second, yes("z")))))
        conditions = [*(test for test in conditions if test not in (first, second)), pair][-(number // 2) + 1 :]
    return program_of({"x": SIX, "y": YES_NO, "z": YES_NO}, several(conditions))


def most_sharing(number):
    both = (All((is_("x", "a"), yes(f"x{i}"))) for i in range(number))
    return program_of({"x": ABC, **yes_no(number)}, several(both))


def most_conditions(number):
    return program_of(yes_no(number), {"q": All(tuple(yes(f"x{i}") for i in range(number)))})


FOUR = Domain(tuple("abcd"))


def most_rules(number):
    """Two engine rules a test, three for a condition on two facts, and the sentinel."""
    both = [All((yes("x0"), yes("x1")))] if number % 2 == 0 else []
    tests = [Test(f"y{i}", mask, FOUR.full) for i in range(400) for mask in range(1, 8)]
    conditions = [*both, *tests[: (number - 1 - 3 * len(both)) // 2]]
    return program_of({**yes_no(2), **{f"y{i}": FOUR for i in range(400)}}, several(conditions))


BOUNDS = [
    ("MOST_FACTS", most_facts, 500, "501 facts read, at most 500"),
    ("MOST_TESTS", most_tests, 60, "61 distinct tests on one fact, at most 60"),
    ("MOST_SHARING", most_sharing, 250, "251 rules on one test, at most 250"),
    ("MOST_CONDITIONS", most_conditions, 15, "a condition on more than 15 facts at once"),
    ("MOST_RULES", most_rules, 4000, "4001 engine rules, at most 4000"),
]


@pytest.mark.parametrize(("bound", "made", "most", "fault"), BOUNDS)
def test_at_its_bounds_the_engine_still_agrees_with_the_reference(monkeypatch, load, bound, made, most, fault):
    program = made(most)
    monkeypatch.setattr(rulesets, "AT_ONCE", 4000)  # all in one part
    engine = load(program)
    assert agrees(engine, program, nothing_known(program))
    for facts in some_facts(program, 3):
        assert agrees(engine, program, facts)
    for bit in range(4):
        one_value = {fact: 1 << bit % len(program.domains[fact].values) for fact in program.asked}
        assert agrees(engine, program, one_value)
    monkeypatch.setattr(rulesets, bound, most - 1)
    with pytest.raises(EngineError):  # it does stand at the bound
        rulesets_of(program)


@pytest.mark.parametrize(("bound", "made", "most", "fault"), BOUNDS)
def test_one_more_is_refused_before_the_engine_sees_it(monkeypatch, bound, made, most, fault):
    seen = []
    monkeypatch.setattr(inference, "_c", Spied("create_ruleset", lambda _, name, rules: seen.append(rules)))
    with pytest.raises(EngineError, match=fault):
        Inference(made(most + 1))
    assert not seen


def test_a_condition_too_wide_for_the_engine_is_refused_with_its_name(monkeypatch):
    seen = []
    monkeypatch.setattr(inference, "_c", Spied("create_ruleset", lambda _, name, rules: seen.append(rules)))
    pairs = tuple(Any((yes(f"x{2 * i}"), yes(f"x{2 * i + 1}"))) for i in range(10))
    with pytest.raises(EngineError, match=r"^too\.wide: the condition is too wide for the rule engine"):
        Inference(program_of(yes_no(20), {"too.wide": All(pairs)}))
    assert not seen


def test_a_program_that_is_refused_leaves_nothing_in_the_engine(monkeypatch):
    held_by_engine = set()

    class Counting:
        def __getattr__(self, name):
            return getattr(real, name)

        def create_ruleset(self, *arguments):
            handle = real.create_ruleset(*arguments)
            held_by_engine.add(handle)
            return handle

        def delete_ruleset(self, handle):
            held_by_engine.remove(handle)
            return real.delete_ruleset(handle)

    real = inference._c
    monkeypatch.setattr(inference, "_c", Counting())
    with pytest.raises(EngineError):
        Inference(most_conditions(16))
    assert held_by_engine == set()
    Inference(SMALL).close()
    assert held_by_engine == set()


@pytest.mark.parametrize("number", [60, 120, 240])
def test_a_fact_may_have_more_values_than_any_scale(load, number):
    domain = Domain(tuple(f"v{i}" for i in range(number)))
    program = program_of({"x": domain}, {"q": Test("x", 1, domain.full), "r": Test("x", domain.full >> 1, domain.full)})
    engine = load(program)
    for mask in (1, 2, domain.full, domain.full - 1, 1 << number - 1):
        assert agrees(engine, program, {"x": mask})


def test_a_fact_with_more_values_than_a_message_can_carry_ends_in_an_error():
    domain = Domain(tuple(f"v{i}" for i in range(400)))
    with pytest.raises(EngineError):
        Inference(program_of({"x": domain}, {"q": Test("x", 1, domain.full)})).run({"x": 1})


# Threads, processes, memory


def test_threads_that_share_an_engine_do_not_disturb_each_other(monkeypatch, load):
    engine = load(SMALL)
    facts = list(some_facts(SMALL, 40))
    expected = [engine.run(one) for one in facts]
    found, arrived = {}, []

    def record(function, *arguments):
        arrived.append((arguments[0], json.loads(arguments[1])["sid"]))
        return function(*arguments)

    def work(number):
        found[number] = [engine.run(one) for one in facts[number:] + facts[:number]]

    monkeypatch.setattr(inference, "_c", Spied("assert_fact", record))
    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert found == {number: expected[number:] + expected[:number] for number in range(8)}
    for ruleset in {ruleset for ruleset, _ in arrived}:
        states = [state for other, state in arrived if other == ruleset]
        in_a_row = [state for state, _ in itertools.groupby(states)]
        assert len(in_a_row) == len(set(in_a_row)) == 8 * len(facts)  # one after the other, never two at once


CONCLUDING = """
import hashlib
from wayhome.engine.double_entry import infer
from wayhome.engine.library import load_library

def concluded():
    library = load_library()
    domains, found = library.program.domains, []
    for i in range(3):
        masks = {f: 1 + (i * 7 + j * 5) % domains[f].full for j, f in enumerate(library.program.asked)}
        evaluation, firings = infer(library.country, masks)
        found.append((evaluation, firings, sorted(evaluation.irrelevant)))
    return [(e.asked, e.facts, e.verdicts, e.outcomes, e.applied, e.conflicts, i, f) for e, f, i in found]

def digest():
    return hashlib.sha256(repr(concluded()).encode()).hexdigest()
"""


def test_another_process_with_another_hash_seed_concludes_and_traces_the_same():
    names = {}
    exec(CONCLUDING, names)
    here = names["digest"]()
    for seed in ("1", "2"):
        assert in_a_process(CONCLUDING + "print(digest())", PYTHONHASHSEED=seed) == here


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_process_concludes_the_same_with_the_engine_it_inherits():
    script = """
import os
before = digest()
for _ in range(2):
    child = os.fork()
    if child == 0:
        os._exit(0 if digest() == before else 1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(digest() == before)
"""
    assert in_a_process(CONCLUDING + script) == "0\n0\nTrue"


def test_importing_loading_and_running_starts_no_thread_and_warns_of_nothing():
    script = """
import sys, threading
from pathlib import Path
from wayhome.engine.double_entry import infer
from wayhome.engine.library import load_library
library = load_library()
infer(library.country, {fact: library.program.domains[fact].full for fact in library.program.asked})
tasks = Path("/proc/self/task")
print(threading.active_count(), len(list(tasks.iterdir())) if tasks.is_dir() else 1)
print("durable_rules_engine" in sys.modules, any(name.split(".")[0] == "durable" for name in sys.modules))
"""
    assert in_a_process(script, "-W", "error") == "1 1\nTrue False"


MEASURING = """
from pathlib import Path
from wayhome.engine import inference
from wayhome.engine.compile import Program
from wayhome.engine.truth import All, Any, Domain, Test

domain = Domain(("a", "b", "c", "d"))
facts = [f"x{i}" for i in range(40)]
def test(fact, mask): return Test(fact, mask, domain.full)
verdicts = {
    f"q{i}": Any((All((test(f, 3), test(g, 5))), test(h, 1)))
    for i, (f, g, h) in enumerate(zip(facts, facts[1:], facts[2:]))
}
program = Program(dict.fromkeys(facts, domain), tuple(facts), (), (), (), verdicts, ())

def kilobytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4

def growth(work, warm, times):
    # The least of three windows of the same length: a leak grows in each, the allocator's odd step only in one.
    for i in range(warm):
        work(i)
    grown = []
    for _ in range(3):
        before = kilobytes()
        for i in range(times):
            work(i)
        grown.append(kilobytes() - before)
    return min(grown)
"""

measured = pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="memory is read from /proc")


@pytest.mark.slow
@measured
def test_memory_is_flat_over_two_thousand_assessments():
    script = """
engine = inference.Inference(program)
def work(i):
    engine.run({fact: 1 + (i + j) % 15 for j, fact in enumerate(facts)})
print(growth(work, 1000, 2000))
"""
    assert int(in_a_process(MEASURING + script)) < 2000


@pytest.mark.slow
@measured
def test_memory_is_flat_over_assessments_with_the_shipped_rules():
    script = """
from wayhome.engine.double_entry import infer
from wayhome.engine.library import load_library
library = load_library()
domains = library.program.domains
def work(i):
    infer(library.country, {f: 1 + (i * 7 + j * 5) % domains[f].full for j, f in enumerate(library.program.asked)})
print(growth(work, 100, 200))
"""
    assert int(in_a_process(MEASURING + script)) < 2000


@measured
def test_memory_is_flat_over_loading_and_closing():
    script = """
def work(i):
    engine = inference.Inference(program)
    engine.run({fact: 1 + (i + j) % 15 for j, fact in enumerate(facts)})
    engine.close()
print(growth(work, 30, 60))
"""
    assert int(in_a_process(MEASURING + script)) < 2000


# Where there is no engine


def test_a_closed_engine_answers_nothing_more(load):
    engine = Inference(SMALL)
    engine.close()
    other = load(SMALL)
    with pytest.raises(EngineError, match="the rule engine failed"):
        engine.run({"x": 1, "y": 1, "z": 1})
    assert agrees(other, SMALL, {"x": 1, "y": 1, "z": 1})


def test_without_the_engine_the_reference_runs_alone_and_says_so(monkeypatch):
    library = load_library()
    monkeypatch.setattr(inference, "_c", None)
    assert not inference.is_available()
    with pytest.raises(EngineError, match="not installed for this Python"):
        Inference(SMALL)
    facts = nothing_known(library.program)
    assert infer(library.country, facts) == (evaluate(library.program, facts), None)


# A program with every stage


def test_the_stages_of_a_program_run_in_their_order(load):
    first = Table("first", YES_NO, (("yes", yes("b")), ("no", Test("b", NO, EITHER))))
    program = Program(
        {"a": YES_NO, "b": YES_NO, "first": YES_NO},
        ("a", "b"),
        (),
        (),
        ((first,),),
        {"v": yes("first")},
        (Table("t", YES_NO, (("yes", yes("first")), ("no", NEVER))),),
    )
    engine = load(program)
    found, firings = engine.run({"a": YES, "b": YES})
    assert found == evaluate(program, {"a": YES, "b": YES})
    assert found.verdicts == {"v": True}
    assert found.outcomes == {"t": YES}
    stages = [firing.stage for firing in firings]
    assert stages == sorted(stages, key=["implications", "findings-0", "verdicts"].index)
    assert set(stages) == {"findings-0", "verdicts"}
