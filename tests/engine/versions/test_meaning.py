"""What is said of conditions and tables of two rulebooks, against every country one by one."""

from dataclasses import replace
from types import SimpleNamespace

from hypothesis import given

from wayhome.engine.compile import compile_rulebook, exclusive
from wayhome.engine.truth import ALWAYS, All, Any, Count, Domain, Test, simplify, truth
from wayhome.engine.versions.meaning import Meaning, Turn

from ..random_programs import built, choices, examples, finding, first_hit, holds, nothing_known, questionnaire, rulebook

YES_NO = Domain(("no", "yes"))
LEVELS = Domain(("none", "some", "all"))


def library_of(book):
    """As much of a library as conditions are compared by."""
    skipped = {id_: value for id_, (_, value) in book.relevance.items()}
    return SimpleNamespace(rulebook=book.rulebook, program=book.program, questionnaire=questionnaire(book.asked, skipped))


def countries(book):
    return list(book.completions(nothing_known(book.program)))


def brute_force(pairs):
    gained = any(new and not old for old, new in pairs)
    lost = any(old and not new for old, new in pairs)
    return {(True, True): Turn.DIFFERENT, (True, False): Turn.WEAKER, (False, True): Turn.STRONGER}.get((gained, lost))


@given(choices())
@examples(120)
def test_an_edited_condition_is_weaker_stronger_or_different_just_as_over_every_country(chosen):
    book = chosen.book()
    library = library_of(book)
    old, new = (chosen.plain(book.domains) for _ in range(2))
    worlds = countries(book)
    expected = brute_force([(holds(old, world.facts), holds(new, world.facts)) for world in worlds])
    conditions = [simplify(built(plain, book.domains)) for plain in (old, new)]
    found = Meaning(library, library).condition(*conditions)
    if expected is None:
        assert found is None or found.turn in (Turn.REWORDED, Turn.SETTLED_OTHERWISE)
        return
    assert found.turn is expected
    for answers, holding, failing in ((found.gained, new, old), (found.lost, old, new)):
        shown = [w for w in worlds if answers is not None and all(w.asked[fact] & m for fact, m in answers.items())]
        assert bool(shown) is (answers is not None)
        assert all(holds(holding, world.facts) and not holds(failing, world.facts) for world in shown)


@given(choices())
@examples(80)
def test_an_edited_finding_changes_what_reads_it_just_as_over_every_country(chosen):
    book = chosen.book()
    if not book.strata:
        return
    (id_, domain, (*rows, last)), *others = book.strata[0]
    rows = (*((value, chosen.plain(book.asked)) for value, _ in rows), last)  # the values stay, and so does their order
    edited = replace(book, strata=(((id_, domain, rows), *others), *book.strata[1:]))
    read = chosen.of([(name, its) for stratum in book.strata for name, its, _ in stratum])
    plain = ("test", read[0], chosen.below(read[1].full + 1))
    both = list(zip(countries(book), countries(edited), strict=True))
    condition = simplify(built(plain, book.domains))
    found = Meaning(library_of(book), library_of(edited)).condition(condition, condition)
    expected = brute_force([(holds(plain, one.facts), holds(plain, other.facts)) for one, other in both])
    assert (found.turn if found and found.turn is not Turn.SETTLED_OTHERWISE else None) is expected


@given(choices())
@examples(80)
def test_the_moves_of_a_table_are_those_of_some_country(chosen):
    book = chosen.book()
    library = library_of(book)
    old, new = (chosen.table(("x", "y", "z"), book.asked) for _ in range(2))
    rows = [tuple((value, simplify(built(plain, book.domains))) for value, plain in table) for table in (old, new)]
    worlds = countries(book)
    expected = {(first_hit(old, world.facts), first_hit(new, world.facts)) for world in worlds}
    found = Meaning(library, library).table(*rows)
    moves = {(move.before, move.after) for move in found.moves} if found else set()
    assert moves == {(before, after) for before, after in expected if before != after}


@given(choices())
@examples(80)
def test_what_is_called_reworded_is_true_false_and_open_in_the_same_cases(chosen):
    book = chosen.book()
    library = library_of(book)
    old, new = (simplify(built(chosen.plain(book.asked), book.domains)) for _ in range(2))
    if not Meaning(library, library).agree_on_open(old, new):
        return
    for _ in range(10):
        known = chosen.facts(book.asked)
        assert truth(old, known) is truth(new, known)


@given(choices())
@examples(80)
def test_a_table_that_is_called_reworded_leaves_the_same_values_whatever_is_known(chosen):
    book = chosen.book()
    library = library_of(book)
    first = chosen.table(("x", "y", "z"), book.asked)
    order = sorted(range(len(first) - 1), key=lambda i: -i)
    tables = (first, (*(first[i] for i in order), first[-1]))
    old, new = (tuple((value, simplify(built(plain, book.domains))) for value, plain in table) for table in tables)
    found = Meaning(library, library).table(old, new)
    for _ in range(10 if found is None or found.turn is Turn.REWORDED else 0):
        known = chosen.facts(book.asked)
        left = [{value for value, row in exclusive(rows) if truth(row, known) is not False} for rows in (old, new)]
        assert left[0] == left[1]


def compared(old, new, domains=None):
    asked = questionnaire(domains or {"service": LEVELS, "other": YES_NO})
    book = rulebook()
    library = SimpleNamespace(rulebook=book, program=compile_rulebook(book, asked), questionnaire=asked)
    return Meaning(library, library).condition(old, new)


def test_the_fewest_answers_are_told():
    some, other = Test("service", 0b010, 0b111), Test("other", 0b10, 0b11)
    found = compared(some, Any((some, other)))
    assert found.turn is Turn.WEAKER
    assert found.gained == {"service": 0b001, "other": 0b10}
    assert found.lost is None


def test_a_condition_written_otherwise_is_reworded_only_if_it_is_open_in_the_same_cases():
    low, yes = Test("service", 0b011, 0b111), Test("other", 0b10, 0b11)
    assert compared(Any((low, yes)), Count(1, (low, yes))).turn is Turn.REWORDED
    by_cases = Any((All((yes, low)), All((Test("other", 0b01, 0b11), low))))
    assert compared(low, by_cases).turn is Turn.SETTLED_OTHERWISE
    assert compared(low, low) is None


def test_rulebooks_that_ask_other_things_are_told_and_not_compared():
    sides = []
    for levels in (LEVELS, Domain(("none", "some", "all", "more"))):
        asked = questionnaire({"service": levels})
        book = rulebook(findings=[finding("f", [("x", Test("service", 0b1, levels.full)), ("y", ALWAYS)])])
        sides.append(SimpleNamespace(rulebook=book, program=compile_rulebook(book, asked), questionnaire=asked))
    meaning = Meaning(*sides)
    assert meaning.condition(Test("service", 0b1, 0b111), Test("service", 0b1, 0b1111)).turn is Turn.UNTOLD
    assert meaning.table(sides[0].rulebook.findings["f"].rows, sides[1].rulebook.findings["f"].rows).turn is Turn.UNTOLD
    assert meaning.answered_otherwise == "service"


def test_a_change_is_led_back_to_the_findings_it_comes_through_however_far():
    sides = []
    for many in (0b100, 0b110):
        asked = questionnaire({"service": LEVELS})
        rich = finding("rich", [("yes", Test("service", many, 0b111)), ("no", ALWAYS)])
        ready = finding("ready", [("yes", Test("rich", 0b01, 0b11)), ("no", ALWAYS)], 2)
        book = rulebook(findings=[rich, ready])
        sides.append(SimpleNamespace(rulebook=book, program=compile_rulebook(book, asked), questionnaire=asked))
    is_ready = Test("ready", 0b01, 0b11)
    found = Meaning(*sides).condition(is_ready, is_ready)
    assert (found.turn, found.gained, found.through) == (Turn.WEAKER, {"service": 0b010}, ("ready",))
    assert Meaning(*reversed(sides)).condition(is_ready, is_ready).turn is Turn.STRONGER
