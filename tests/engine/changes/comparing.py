"""What the tests of comparisons share: small profiles as text, and random changes of an example's answers."""

from dataclasses import replace

from hypothesis import strategies as st

from wayhome.engine.advise import Options
from wayhome.engine.api import LoadedProfile, load_profile
from wayhome.engine.changes.sides import Side, compared
from wayhome.engine.library import load_library
from wayhome.engine.profile import Answer, Part
from wayhome.engine.profile_reader import check_profile

LIBRARY = load_library()
EXAMPLES = ("civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north")
PLAIN = [q for q in LIBRARY.questionnaire.questions.values() if q.kind in ("scale", "values") and not q.opt_in]
"""Questions with one fact, which anybody may see."""


def example(name):
    return load_profile(f"example:{name}").profile


def profile_of(*answers, head="country: XX\ndate: 2025-01", name="p.yaml"):
    """A profile given by the lines of its answers."""
    lines = "".join(f"  {line}\n" for line in answers)
    return check_profile(f"wayhome: 1\n{head}\nanswers:\n{lines}", name, LIBRARY.questionnaire)


def loaded(*answers, **head):
    return LoadedProfile(profile_of(*answers, **head), LIBRARY)


def held(before, after, **options):
    """Two profiles compared."""
    chosen = Options(**options)
    return compared(Side(before, LIBRARY, chosen), Side(after, LIBRARY, chosen))


@st.composite
def other_answers(draw, most=4):
    """A few questions, each with values of which one holds; without any its answer is taken away."""
    asked = draw(st.lists(st.sampled_from([q.question for q in PLAIN]), min_size=1, max_size=most, unique=True))
    domains = {id_: LIBRARY.questionnaire.facts[id_].domain.values for id_ in asked}
    return {id_: tuple(draw(st.lists(st.sampled_from(domains[id_]), max_size=2, unique=True))) for id_ in asked}


def changed(profile, given):
    """The profile with these answers in place of its own."""
    answers = {id_: answer for id_, answer in profile.answers.items() if id_ not in given}
    answers |= {id_: Answer(id_, {"": Part(values)}) for id_, values in given.items() if values}
    return replace(profile, answers=answers)
