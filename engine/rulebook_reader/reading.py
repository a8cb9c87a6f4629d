"""What every kind of rule is read with: conditions, tables, citations and roles, held against what there is.

In: a rule as it is written, with its place. Out: conditions and rows. Raises InputError for what a rule names and there
is not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Literal

from wayhome.engine.conditions import UnknownFactError, parse_condition
from wayhome.engine.errors import InputError, Place, did_you_mean, listing
from wayhome.engine.questionnaire import Questionnaire, Scale
from wayhome.engine.rule_shapes import Retirable, RowShape
from wayhome.engine.rulebook import Example, InForce, Recommendation, Row
from wayhome.engine.rulebook_reader.files import folder_of
from wayhome.engine.sources import Path_, Source
from wayhome.engine.truth import ALWAYS, Any, Condition, Test


class Reading:
    """What a rule can name at this point of the reading; a rulebook adds its findings to it folder by folder."""

    def __init__(self, questionnaire: Questionnaire, passages: Collection[str]) -> None:
        self.questionnaire = questionnaire
        self.passages = passages
        self.domains = {spec.id: spec.domain for spec in questionnaire.facts.values()}
        self.actor_domains = {spec.id: spec.domain for spec in questionnaire.actor_facts.values()}
        self.recommendations: dict[str, Recommendation] = {}
        self.means: Condition = Any()
        self.findings_of_folder: Callable[[], Mapping[str, Place]] = dict
        """Where each finding of the rulebook stands that is read, whether or not it can be read from here."""

    def condition(self, given: object, source: Source, *path: str | int) -> Condition:
        """A condition on answers and on the findings known so far."""
        try:
            return parse_condition(given, self.domains, source, path)
        except UnknownFactError as error:
            (problem,) = error.problems
            where = self.findings_of_folder().get(error.fact)
            if where is None:
                raise
            if folder_of(where.file) < folder_of(source.file):
                mend = f"it stands at {where}, and is wrong itself: mend that first"
            else:
                mend = f"it is concluded at {where}, and a rule reads findings of lower-numbered folders only"
            raise InputError([replace(problem, mend=mend)]) from None

    def condition_on_answers(self, given: object, source: Source, i: int) -> Condition:
        """A condition that reads no finding, in whichever folder it stands."""
        asked = {spec.id: spec.domain for spec in self.questionnaire.facts.values()}
        return parse_condition(given, asked, source, (i, "when"))

    def rows(
        self, given: tuple[RowShape, ...], source: Source, path: Path_, allowed: Collection[str] = ()
    ) -> tuple[Row, ...]:
        """The rows of a table; `allowed` limits the values, if it names any."""
        rows = []
        for j, row in enumerate(given):
            value = str(row.is_)
            if allowed and value not in allowed:
                hint = did_you_mean(value, allowed)
                where = source.place(*path, j, "is")
                raise InputError.at(where, f"{value!r} cannot stand here", listing(allowed, 9), hint, code="outside-domain")
            last = j == len(given) - 1
            if (row.when is None) != last:
                what = "the last row of a table must have no `when`" if last else "only the last row may have no condition"
                mend = "add a row without one, for whatever is left" if last else "give it a `when`, or put it last"
                raise InputError.at(source.place(*path, j), what, mend=mend)
            rows.append((value, self.condition(row.when, source, *path, j, "when")))
        return tuple(rows)

    def scale_rows(self, fact: str, key: Literal["mode", "gap"], source: Source, i: int) -> tuple[Row, ...]:
        """The rows a scale gives by itself: the verb, or the gap, of each of its levels."""
        scale = self.questionnaire.scale_of(fact)
        if scale is None:
            hint = did_you_mean(fact, self.questionnaire.questions)
            raise InputError.at(source.place(i, key), f"{fact!r} is not a question on a scale", mend=hint, code="unknown-id")
        return rows_of_scale(scale, fact, key)

    def cited(self, ids: tuple[str, ...], source: Source, *path: str | int) -> None:
        """Raise InputError for a passage there is not; `path` leads to the list, or to the one that is named."""
        for j, id_ in enumerate(ids):
            if id_ not in self.passages:
                what, hint = f"there is no passage {id_!r}", did_you_mean(id_, self.passages)
                raise InputError.at(source.place(*path, j), what, mend=hint, code="broken-citation")

    def role(self, role: str, source: Source, *path: str | int) -> None:
        """Raise InputError for a role there is not."""
        if role not in self.questionnaire.roles:
            hint = did_you_mean(role, self.questionnaire.roles)
            raise InputError.at(source.place(*path), f"there is no role {role!r}", mend=hint, code="unknown-id")


def rows_of_scale(scale: Scale, fact: str, key: Literal["mode", "gap"]) -> tuple[Row, ...]:
    """The rows a scale gives by itself for a fact on it: the verb, or the gap, of each of its levels."""
    default = "secure" if key == "mode" else "0"
    rows: list[Row] = []
    for level in scale.levels:
        value = getattr(level, key)
        if value is not None and str(value) != default:
            rows.append((str(value), Test(fact, scale.domain.mask([level.level]), scale.domain.full)))
    return (*rows, (default, ALWAYS))


def advising(
    written: Retirable, examples: tuple[Example, ...], source: Source, i: int, *, needs_example: bool = True
) -> InForce:
    """Whether a rule that is not retired advises already; it has examples, and no other stands in its place."""
    if written.replaced_by is not None:
        what = "only a rule with `status: retired` is replaced by another"
        raise InputError.at(source.place(i, "replaced_by"), what)
    if not examples and needs_example:
        what = "the rule has no example; only one with `status: retired` needs none"
        raise InputError.at(source.place(i), what, code="missing-example")
    return written.status
