"""Make the form for a body: its measures with what a reviewer looks for, and the facts it may correct.

In: `Phrases`, a body and a deadline. Out: a `Form`. Every sentence stands in knowledge/wording/review.yaml.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases, capital, listed
from wayhome.engine.brief.reasons import facts_behind, why
from wayhome.engine.brief.tree import plain, words_of
from wayhome.engine.dates import in_words
from wayhome.engine.prioritise import Ranked
from wayhome.engine.profile import Profile
from wayhome.engine.review.bodies import Body, Part, bodies_of, measures_of, name_of
from wayhome.engine.review.facts_asked import facts_asked
from wayhome.engine.review.forms import Form, FormContent, Row
from wayhome.engine.review.item import Item, items_of, part_words

MOST_RESTING = 3
"""Answers named behind a measure; the facts have a page of their own."""
SHORT_HASH = 12


def make_form(p: Phrases, body: Body, deadline: str) -> Form:
    """The form for one body."""
    asked = measures_of(p, body)
    items = items_of(p)
    rows = tuple(_row(p, r, part, body, items[r.id]) for r, part in asked)
    advice = p.advice
    return Form(
        FormContent(
            subject=subject_of(advice.profile),
            place=p.place,
            title=p.words("review.form.title", place=p.place, body=body.name),
            body=body.key,
            roles=body.roles,
            name=body.name,
            deadline=deadline,
            opened=advice.options.date.text if advice.options.date else "",
            made_from={
                "profile": advice.profile.digest,
                "rulebook": advice.library.rulebook_digest,
                "knowledge": advice.library.knowledge_digest,
            },
            bodies={one.key: one.name for one in bodies_of(p) if one.key != body.key},
            rows=rows,
            facts=facts_asked(p, asked, body.roles),
        )
    )


def subject_of(profile: Profile) -> str:
    """What a review is of: the country or area; of an invented one also its name, since all share a code."""
    code = profile.area or profile.country.alpha_3
    return f"{code} {plain(profile.name).text}".strip() if profile.invented else code


def _row(p: Phrases, r: Ranked, part: Part, body: Body, item: Item) -> Row:
    return Row(
        measure=r.id,
        reviewed=item.reviewed,
        hash=item.hash,
        number=p.numbers.get(r.id),
        your_part="\n".join(line for line in _your_part(p, r, part, body) if line),
        why="\n".join(line for line in _why(p, r, item) if line),
    )


def _your_part(p: Phrases, r: Ranked, part: Part, body: Body) -> list[str]:
    """The lines a ministry looks for: mandate, own texts, staff and money, what comes first, what its clients gain."""
    lead = name_of(p, r.lead)
    pieces = [one for one in r.leading_parts if one.rule.lead in body.roles]
    told = "; ".join(part_words(p, one) for one in pieces)
    mandate = p.words(f"review.part.{part}", lead=lead, parts=told)
    gain = p.of(r).say("good for")
    return [
        mandate,
        p.words("review.part.instrument", instrument=r.instrument),
        _texts(p, r, part, body),
        p.words("review.part.money", lead=lead, cost=r.cost),
        _first(p, r),
        p.words("review.part.gain", gain=gain) if gain else "",
    ]


def _texts(p: Phrases, r: Ranked, part: Part, body: Body) -> str:
    """The body's own laws, plans and budgets that we know to be open and that the measure touches."""
    own = {sector.sector for sector in p.questionnaire.sectors.values() if sector.lead in body.roles}
    found = []
    for fact, opening in p.advice.openings.items():
        serves = fact in r.measure.openings or part is Part.PIECE
        is_own = fact.rpartition(".")[2] in own or r.lead in body.roles
        if serves and is_own and opening.title and not p.advice.is_withheld(fact):
            date = p.words("review.part.dated", date=in_words(opening.date)) if opening.date else ""
            found.append(f"{plain(opening.title).text}{date}")
    return p.words("review.part.texts", texts="; ".join(found)) if found else p.words("review.part.texts.unknown")


def _first(p: Phrases, r: Ranked) -> str:
    """What others must deliver first."""
    ranked = {one.id: one for one in p.advice.ranked}
    open_ = [ranked[id_] for id_ in r.after if id_ in ranked and ranked[id_].of_class]
    named = [
        p.words("review.part.first.one", title=p.of(one).title, lead=name_of(p, one.lead))
        for one in open_
        if one.measure.audience == "brief"
    ]
    return p.words("review.part.first", named="; ".join(named)) if named else p.words("review.part.first.none")


def _why(p: Phrases, r: Ranked, item: Item) -> list[str]:
    """Why it is advised, what that rests on, the passage, and the hash of the text."""
    facts = [fact for part in r.leading_parts for fact in facts_behind(p, part.rule.id)]
    single = {spec.question for spec in p.questionnaire.actor_facts.values()}  # nothing is told of how bodies were rated
    told = dict.fromkeys(p.state(fact) for fact in facts if p.questionnaire.facts[fact].question not in single)
    open_ = dict.fromkeys(p.question_of(fact).name for fact in r.hangs_on if not p.advice.is_withheld(fact))
    passages = [p.advice.library.passages[part.rule.id] for part in r.leading_parts]
    return [
        capital(p.of(r).say("reason")) if r.of_class == "depends" else words_of(why(p, r)),
        p.words("review.why.rests", facts="; ".join(list(told)[:MOST_RESTING])) if told else "",
        p.words("review.why.open", names=listed(open_)) if open_ else "",
        p.words("review.why.passages", passages="; ".join(dict.fromkeys(passage.locator for passage in passages))),
        p.words("review.why.hash", hash=item.hash[:SHORT_HASH]),
    ]
