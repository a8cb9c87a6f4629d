"""Programs and complete profiles written anew as answer sets for clingo, to check the proofs by other means.

This shares nothing with `engine/proofs`: facts keep the set of values still possible (`p`), a test holds if no value outside
it is (`t`) and fails if no value in it is (`f`), as the engine's definitions say. Dates are days counted in months from the
start of a plan of any length, bodies are bodies on a list, a figure has its band, its kind and its year.
"""

import clingo

from wayhome.engine.questionnaire import DATE_BANDS
from wayhome.engine.truth import All, Any, Count, Test

DAYS = "(-40;-25;-24;-23;-1;0;1;5;6;7;11;12;13;14;23;24;40)"
LENGTHS = "(1;5;6;7;8;12;13;14;24;40)"
"""Every bound there is, and what lies on both sides of it."""


class Text:
    """The text of a logic program, and which node of it stands for which condition."""

    def __init__(self, domains):
        self.domains = domains
        self.lines = []
        self.nodes = {}

    def add(self, *lines):
        self.lines += lines

    def node(self, condition, body=None):
        """The number of a condition; `body` is the one on the list whose facts `actor.*` are meant."""
        key = (condition, body)
        if key in self.nodes:
            return self.nodes[key]
        parts = [] if isinstance(condition, Test) else [self.node(part, body) for part in condition.parts]
        n = self.nodes[key] = len(self.nodes)
        match condition:
            case Test(fact, mask, _):
                name = quoted(fact if body is None else f"{fact}@{body}")
                inside, outside = [], []
                for i in range(len(self.domains[fact].values)):
                    (inside if mask >> i & 1 else outside).append(f"not p({name},{i})")
                self.add(f"t({n}) :- {', '.join(outside) or '#true'}.", f"f({n}) :- {', '.join(inside) or '#true'}.")
            case All():
                self.add(f"t({n}) :- {', '.join(f't({part})' for part in parts) or '#true'}.")
                self.add(*(f"f({n}) :- f({part})." for part in parts))
            case Any():
                self.add(*(f"t({n}) :- t({part})." for part in parts))
                self.add(f"f({n}) :- {', '.join(f'f({part})' for part in parts) or '#true'}.")
            case Count(least, _):
                held = "; ".join(f"{i}: t({part})" for i, part in enumerate(parts))
                failed = "; ".join(f"{i}: f({part})" for i, part in enumerate(parts))
                self.add(f"t({n}) :- #count {{ {held} }} >= {least}.")
                self.add(f"f({n}) :- #count {{ {failed} }} >= {len(parts) - least + 1}.")
        return n

    def plain(self, fact, *, may_be_open=False, unless="#false"):
        """A fact that is answered with one value, or perhaps left open."""
        name, domain = quoted(fact), self.domains[fact]
        values = [f"said({name},{i})" for i in range(len(domain.values))] + ([f"open({name})"] if may_be_open else [])
        self.add(f"1 {{ {'; '.join(values)} }} 1.")
        self.add(
            f"raw({name},V) :- said({name},V), not {unless}." if unless != "#false" else f"raw({name},V) :- said({name},V)."
        )
        if may_be_open:
            self.open_if(fact, f"open({name})")
        if unless != "#false":
            self.open_if(fact, unless)

    def open_if(self, fact, why):
        self.add(f"raw({quoted(fact)},0..{len(self.domains[fact].values) - 1}) :- {why}.")

    def is_(self, fact, value, why):
        self.add(f"raw({quoted(fact)},{self.domains[fact].values.index(value)}) :- {why}.")

    def program(self, program, contradictions=()):
        """Relevance, implications, findings and contradictions; what is answered stands in `raw`."""
        skipped = set()
        for skip in (skip for level in program.skips for skip in level):
            n = self.node(skip.relevant)
            self.add(f":- not t({n}), not f({n}).")
            for fact in skip.facts:
                skipped.add(fact)
                value = skip.skipped.bit_length() - 1
                self.add(f"p({quoted(fact)},V) :- raw({quoted(fact)},V), t({n}).", f"p({quoted(fact)},{value}) :- f({n}).")
            for fact in skip.beside:
                skipped.add(fact)
                last = len(self.domains[fact].values) - 1
                self.add(f"p({quoted(fact)},V) :- raw({quoted(fact)},V), t({n}).", f"p({quoted(fact)},0..{last}) :- f({n}).")
        for fact in program.asked:
            if fact not in skipped:
                self.add(f"p({quoted(fact)},V) :- raw({quoted(fact)},V).")
        for rule in program.implications:
            n = self.node(rule.when)
            for fact, allowed in rule.then:
                for i in range(len(self.domains[fact].values)):
                    if not allowed >> i & 1:
                        self.add(f":- t({n}), p({quoted(fact)},{i}).")
        for table in (table for stratum in program.strata for table in stratum):
            for value, row in table.rows:
                i = table.domain.values.index(value)
                self.add(f"p({quoted(table.id)},{i}) :- not f({self.node(row)}).")
        for contradiction in contradictions:
            self.add(f":- t({self.node(contradiction.when)}).")

    def answers(self, questionnaire):
        """Every way of answering every question completely."""
        self.add(f"1 {{ plan(L) : L = {LENGTHS} }} 1.")
        for question in questionnaire.questions.values():
            id_ = question.question
            mine = {spec.id for spec in questionnaire.facts_of(id_)}
            is_old = "#false"
            if question.number:
                is_old = self.number(question)
            elif question.should_know:
                self.add(f"{{ nobody({quoted(id_)}) }}.")
                lines = [id_] if id_ in mine else [f"{id_}.{line}" for line in question.options]
                for fact in lines:
                    self.plain(fact, unless=f"nobody({quoted(id_)})")
                self.is_(f"{id_}.nobody-knows", "yes", f"nobody({quoted(id_)})")
                self.is_(f"{id_}.nobody-knows", "no", f"not nobody({quoted(id_)})")
            elif question.dates:
                for row in question.dates.rows:
                    self.date_row(f"{id_}.{row}")
            elif question.repeat:
                self.bodies(question, questionnaire)
            else:
                beside = {f"{id_}.{q.qualifier}" for q in questionnaire.qualifiers_of(question)}
                beside |= {f"{id_}.{name}" for q in questionnaire.qualifiers_of(question) for name in q.dates}
                for fact in sorted(mine - beside):
                    self.plain(fact)
            for qualifier in questionnaire.qualifiers_of(question):
                if qualifier.dates:
                    self.date_beside(id_, qualifier)
                else:
                    self.plain(f"{id_}.{qualifier.qualifier}", may_be_open=True, unless=is_old)

    def number(self, question):
        id_ = question.question
        name = quoted(id_)
        order = self.domains[id_].values
        self.add(f"1 {{ band({name},0..{len(order) - 1}) }} 1.", f"{{ nobody({name}) }}.", f"{{ oldyear({name}) }}.")
        if not question.should_know:
            self.add(f":- nobody({name}).")
        self.add(f"oldfig({name}) :- oldyear({name}), not nobody({name}).")
        counted = f"{id_}.counted"
        self.plain(counted, unless=f"nobody({name})")
        for i, kind in enumerate(question.number.counted.values()):
            if not isinstance(kind, str) and kind.partial:
                self.add(f"least({name}) :- said({quoted(counted)},{i}).")
        self.add(
            f"seen({name},V) :- band({name},V).",
            f"seen({name},V) :- band({name},B), least({name}), V = B..{len(order) - 1}.",
            f"raw({name},V) :- seen({name},V), not nobody({name}).",
            f"raw({name},V) :- seen({name},W), oldfig({name}), not nobody({name}), V = W-1..W+1, V >= 0, V < {len(order)}.",
        )
        self.open_if(id_, f"nobody({name})")
        if question.stale_after:
            self.is_(f"{id_}.old", "yes", f"oldfig({name})")
            self.is_(f"{id_}.old", "no", f"not oldfig({name}), not nobody({name})")
            self.open_if(f"{id_}.old", f"nobody({name})")
        if question.should_know:
            self.is_(f"{id_}.nobody-knows", "yes", f"nobody({name})")
            self.is_(f"{id_}.nobody-knows", "no", f"not nobody({name})")
        return f"oldfig({name})"

    def date_row(self, fact):
        name = quoted(fact)
        self.add(f"1 {{ day({name},D) : D = {DAYS}; never({name}) }} 1.")
        bounds = {"passed": "D < 0", "within-6": "D >= 0, D <= 6", "within-12": "D > 6, D <= 12", "later": "D > 12"}
        for band in DATE_BANDS[:-1]:
            self.is_(fact, band, f"day({name},D), {bounds[band]}")
        self.is_(fact, "none-planned", f"never({name})")
        inside = f"{fact}.inside-horizon"
        self.is_(inside, "yes", f"day({name},D), plan(L), D >= 0, D < L")
        self.is_(inside, "no", f"day({name},D), D < 0")
        self.is_(inside, "no", f"day({name},D), plan(L), D >= L")
        self.is_(inside, "no", f"never({name})")

    def date_beside(self, id_, qualifier):
        name = quoted(f"{id_}.{qualifier.qualifier}")
        self.add(f"1 {{ day({name},D) : D = {DAYS}; unsaid({name}) }} 1.")
        for suffix in qualifier.dates:
            fact = f"{id_}.{suffix}"
            self.open_if(fact, f"unsaid({name})")
            if suffix == "ends-inside-plan":
                self.is_(fact, "yes", f"day({name},D), plan(L), D < L")
                self.is_(fact, "no", f"day({name},D), plan(L), D >= L")
            else:
                line, before = {"period-over": (0, "yes"), "recent": (-24, "no")}[suffix]
                after = "no" if before == "yes" else "yes"
                self.is_(fact, before, f"day({name},D), D < {line}")
                self.is_(fact, after, f"day({name},D), D >= {line}")

    def bodies(self, question, questionnaire):
        """A list with the body in question and room for two of each kind."""
        kinds = question.repeat.fields["category"].values
        slots = range(1 + 2 * len(kinds))
        self.add("here(0).", *(f"{{ here({slot}) }}." for slot in slots[1:]))
        for slot in slots:
            for fact, spec in questionnaire.actor_facts.items():
                at = quoted(f"{fact}@{slot}")
                self.add(f"1 {{ p({at},0..{len(spec.domain.values) - 1}) }} 1.")
        for fact in questionnaire.actor_facts:
            self.add(f"p({quoted(fact)},V) :- p({quoted(f'{fact}@0')},V).")
        for i, kind in enumerate(kinds):
            fact = f"{question.question}.{kind}"
            self.add(*(f"named({i}) :- here({slot}), p({quoted(f'actor.category@{slot}')},{i})." for slot in slots))
            self.is_(fact, "yes", f"named({i})")
            self.is_(fact, "no", f"not named({i})")
        self.slots = slots

    def some_actor(self, some_actor):
        for some in some_actor:
            shown = f"shown({quoted(some.id)})"
            for slot in self.slots:
                self.add(f"{shown} :- here({slot}), t({self.node(some.when, slot)}).")
            self.is_(some.id, "yes", shown)
            self.is_(some.id, "no", f"not {shown}")


class Solver:
    """Decides whether conditions can certainly hold, or certainly fail."""

    def __init__(self, text, conditions):
        self._nodes = {condition: text.node(condition) for condition in conditions}
        text.add(f"#external want(N) : N = 0..{len(text.nodes)}.", ":- want(N), not t(N).", "t(-1). f(-1).")
        self._control = clingo.Control(["--warn=none"])
        self._control.add("base", [], "\n".join(text.lines))
        self._control.ground([("base", [])])

    def possible(self):
        """Those of the conditions that hold in some answer set; each answer set settles all that hold in it."""
        found = set()
        for condition, node in self._nodes.items():
            if condition in found:
                continue
            want = clingo.Function("want", [clingo.Number(node)])
            self._control.assign_external(want, True)
            with self._control.solve(yield_=True) as handle:
                for model in handle:
                    found |= {known for known, n in self._nodes.items() if model.contains(_holds(n))}
                    break
            self._control.assign_external(want, False)
        return found


def _holds(node):
    return clingo.Function("t", [clingo.Number(node)])


def quoted(name):
    return f'"{name}"'
