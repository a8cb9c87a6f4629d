"""The public Python API: load a profile, take advice, print it.

from wayhome import advise, load_profile
advice = advise(load_profile("example:civ"))
print(advice.to_markdown())
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from wayhome import __version__
from wayhome.engine.advise import Advice, Edition, Options, conclude
from wayhome.engine.advise import advise as _advise
from wayhome.engine.brief.compose import compose, compose_for_body, compose_summary, front_matter
from wayhome.engine.brief.first_page import key_messages
from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.tree import Document, Picture, words_of
from wayhome.engine.dates import parse_date
from wayhome.engine.errors import InputError, did_you_mean, listing
from wayhome.engine.library import Library, load_library
from wayhome.engine.profile import Profile
from wayhome.engine.profile_reader import read_profile
from wayhome.engine.sources import Source
from wayhome.engine.weights import BodyWeights, read_body_weights, read_weights

if TYPE_CHECKING:
    from wayhome.engine.asking_words import AskingWords
    from wayhome.engine.check import Checked
    from wayhome.engine.compare_text.document import Compared
    from wayhome.engine.dates import PartialDate
    from wayhome.engine.matrix import Matrix
    from wayhome.engine.priorities.document import Prioritised
    from wayhome.engine.reach.reach import Reach
    from wayhome.engine.result import AdviceResult
    from wayhome.engine.robustness_words import RobustnessWords
    from wayhome.engine.what_if.compose import WhatIf


@dataclass(frozen=True)
class LoadedProfile:
    """A profile with the library it was checked against."""

    profile: Profile
    library: Library


@dataclass(frozen=True)
class Advised:
    """The advice for a profile; `advice` holds every conclusion with its reasons."""

    advice: Advice

    def to_document(
        self, *, mermaid: bool = False, summary: bool = False, body: str | None = None, pictures: bool = True
    ) -> Document:
        """The brief as a document tree, from which every format is made.

        Args:
            mermaid: have Markdown draw the pictures that Mermaid can draw.
            summary: the one page for a minister instead of the whole brief.
            body: what is asked of one body instead, by its role, such as ministry-labour.
            pictures: have pictures beside the words, for a format that can show them.

        Raises:
            InputError: if there is no such role, if the edition is not for other bodies to read, or if more than one of
                the three is asked for.
        """
        if sum((mermaid, summary, body is not None)) > 1:
            raise InputError.at("to_document", "mermaid, summary and body exclude each other", "at most one of them")
        if summary:
            return compose_summary(self.advice, __version__)
        if body is not None:
            return compose_for_body(self.advice, __version__, body)
        from wayhome.engine.explain_text.measure import reasons  # brings NumPy with it

        return compose(self.advice, __version__, reasons, mermaid=mermaid, pictures=pictures)

    def to_markdown(self, *, mermaid: bool = False, summary: bool = False, body: str | None = None) -> str:
        """The same as Markdown (CommonMark with GitHub's tables and footnotes); arguments and errors as `to_document`."""
        return to_markdown(self.to_document(mermaid=mermaid, summary=summary, body=body, pictures=False))

    def to_html(self, *, summary: bool = False, body: str | None = None) -> str:
        """The same as one HTML page that needs nothing else; arguments and errors as `to_document`."""
        from wayhome.engine.documents.html import to_html  # few who take advice need it

        return to_html(self.to_document(summary=summary, body=body), self.advice.library.wording.page)

    def to_docx(self, *, summary: bool = False, body: str | None = None) -> bytes:
        """The same as a Word document; raises InputError as `to_document`, and if the extra `documents` is not installed."""
        from wayhome.engine.documents.docx import to_docx

        return to_docx(self.to_document(summary=summary, body=body), self.advice.library.wording.page)

    def to_pdf(self, *, summary: bool = False, body: str | None = None) -> bytes:
        """The same as PDF; raises InputError as `to_document`, and if the extra `documents` is not installed."""
        from wayhome.engine.documents.pdf import to_pdf

        return to_pdf(self.to_document(summary=summary, body=body), self.advice.library.wording.page)

    def picture(self, name: str) -> Picture:
        """One picture of the brief.

        Args:
            name: preconditions, timeline, intervals, firmness, stakeholders or sectors.

        Raises:
            InputError: if there is no such picture, if it is not for the readers of this edition, or if it would be empty.
        """
        from wayhome.engine.brief.pictures.gallery import drawn

        return drawn(Phrases(self.advice), name)

    def to_matrix(self) -> Matrix:
        """The action plan matrix: a row for each action, the parts of each, and what the columns mean."""
        from wayhome.engine.matrix import matrix_of  # few who take advice need it

        return matrix_of(self.advice, front_matter(self.advice, __version__))

    def to_result(self) -> AdviceResult:
        """Everything the brief says and the trace behind it, as a pydantic model."""
        from wayhome.engine.result_builder import to_result  # many models: loaded only when asked for

        return to_result(self.advice, __version__)

    def to_json(self) -> str:
        """The same as JSON."""
        return self.to_result().model_dump_json(indent=2, by_alias=True) + "\n"

    def what_to_ask(self, *, top: int = 10, seed: int = 1) -> AskingWords:
        """The open questions, those first whose answers are expected to settle most for the least effort.

        Args:
            top: how many of them to show.
            seed: of the scenarios that are drawn; the same seed gives the same bytes.
        """
        from wayhome.engine.asking import what_to_ask  # brings NumPy with it
        from wayhome.engine.asking_words import AskingWords

        return AskingWords(self.advice, what_to_ask(self.advice, seed=seed), top=top, seed=seed)

    def robustness(
        self, *, scenarios: int = 10_000, seed: int = 1, progress: Callable[[int], None] | None = None
    ) -> RobustnessWords:
        """How firm the order of measures is, under open answers and other weights.

        Args:
            scenarios: how many combinations to draw of each kind, at least 1.
            seed: of the drawing; the same seed gives the same bytes.
            progress: is told how many are done.
        """
        from wayhome.engine.robustness import robustness
        from wayhome.engine.robustness_words import RobustnessWords

        found = robustness(self.advice, scenarios=scenarios, seed=seed, progress=progress)
        return RobustnessWords(self.advice, found)

    @property
    def key_messages(self) -> list[str]:
        """The sentences the first page begins with."""
        return [words_of(message) for message in key_messages(Phrases(self.advice))]


@dataclass(frozen=True)
class CheckedProfile:
    """A profile looked over; `checked` holds the counts and every warning."""

    checked: Checked
    advice: Advice

    def to_text(self) -> str:
        """What was found, for a terminal."""
        from wayhome.engine.check import report

        return report(self.checked, self.advice)

    def to_json(self) -> str:
        """The same as JSON."""
        return self.checked.model_dump_json(indent=2) + "\n"


def load_profile(path: str | PathLike[str], *, rules: Path | None = None, knowledge: Path | None = None) -> LoadedProfile:
    """Read and check a profile.

    Args:
        path: a YAML file, `-` for standard input, or an example such as `example:civ`.
        rules: a rules folder instead of the one shipped.
        knowledge: a knowledge folder instead of the one shipped.

    Raises:
        InputError: with every fault, each with file, line and how to mend it.
    """
    library = load_library(rules, knowledge)
    return LoadedProfile(read_profile(fspath(path), library.questionnaire, library.examples), library)


def advise(
    loaded: LoadedProfile,
    *,
    edition: str = "draft",
    date: str | None = None,
    weights: Mapping[str, int] | None = None,
    previous: LoadedProfile | None = None,
) -> Advised:
    """Work out the advice for a profile.

    Args:
        loaded: from `load_profile`.
        edition: draft, ministerial, adviser or confidential.
        date: the day of the brief (2026-05-01); the profile's own date if not given.
        weights: whole-number weights of the six criteria instead of the rulebook's.
        previous: an earlier profile of the same place, read with the same rules and knowledge: the brief then says what is
            done, progressed, slipped back, new or no longer asked since.

    Raises:
        InputError: for options that make no sense, or a ministerial edition without its gate answers.
        EngineError: if the two evaluations differ.
    """
    advised = Advised(_advise(loaded.profile, loaded.library, _options(edition, date, weights)))
    if previous is None:
        return advised
    from wayhome.engine.changes.sides import since_previous  # loaded only when two profiles are compared

    return Advised(since_previous(advised.advice, loaded.profile, previous.profile, previous.library))


def compare(
    before: LoadedProfile,
    after: LoadedProfile,
    *,
    edition: str = "draft",
    before_date: str | None = None,
    date: str | None = None,
    weights: Mapping[str, int] | None = None,
) -> Compared:
    """What differs between two profiles, or one profile under two rulebooks, and because of which answers or rules.

    Args:
        before: from `load_profile`: an earlier year, another place, or the same profile with another rulebook.
        after: what it is held against.
        edition: for whom: draft, ministerial, adviser or confidential. What is withheld in either stays silent of both.
        before_date: the day the first is worked out for (2026-05-01); the profile's own date if not given.
        date: the same for the second.
        weights: whole-number weights of the six criteria instead of the rulebook's, for both.

    Raises:
        InputError: for options that make no sense, or a profile without a country.
        EngineError: if the two evaluations of a side differ.
    """
    from wayhome.engine.changes.sides import Side, compared  # loaded only when two profiles are compared
    from wayhome.engine.compare_text.document import Compared

    first = Side(before.profile, before.library, _options(edition, before_date, weights))
    second = Side(after.profile, after.library, _options(edition, date, weights))
    return Compared(compared(first, second))


def priorities(
    loaded: LoadedProfile,
    weights: Sequence[BodyWeights | Mapping[str, int | str]],
    *,
    edition: str = "draft",
    date: str | None = None,
) -> Prioritised:
    """Who would rank what first, where they agree, and what no change of weights can alter.

    Args:
        loaded: from `load_profile`.
        weights: of each body: the six criteria with a whole number from 0 to 100, and `name` if it is to be named.
        edition: draft, ministerial, adviser or confidential.
        date: the day it is worked out for (2026-05-01); the profile's own date if not given.

    Raises:
        InputError: for weights or options that make no sense, for no weights at all or those of more than 26 bodies.
        EngineError: if the two evaluations differ.
    """
    from wayhome.engine.priorities.document import MOST_BODIES, Prioritised  # few who take advice need it
    from wayhome.engine.priorities.orders import priorities_of

    if not 0 < len(weights) <= MOST_BODIES:
        raise InputError.at("weights", f"the weights of {len(weights)} bodies", f"those of 1 to {MOST_BODIES}")
    bodies = [
        one if isinstance(one, BodyWeights) else read_body_weights(Source(f"weights {i}", {**one}, {}))
        for i, one in enumerate(weights, 1)
    ]
    return Prioritised(priorities_of(_advise(loaded.profile, loaded.library, _options(edition, date, None)), bodies))


def what_if(
    loaded: LoadedProfile,
    answers: Mapping[str, str | Sequence[str]],
    *,
    reach: Sequence[str] = (),
    edition: str = "draft",
    date: str | None = None,
    weights: Mapping[str, int] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> WhatIf:
    """What would change if some answers were otherwise, and what would bring something about from there.

    Args:
        loaded: from `load_profile`.
        answers: by question (`referral.use`), field (`referral.use.money`, `returns.groups.children`) or fact: a value,
            several of which one holds, `unknown` or `nobody-knows`.
        reach: targets, each `ID=STATUS`: a recommendation or measure with a status, a finding with one of its values.
        edition: as for `advise`, as are date and weights.
        date: the day of the brief.
        weights: of the criteria.
        tell: is told how far a search is, of how much.

    Raises:
        InputError: for an answer or target there is not, or of which this edition says nothing; else as `advise`.
        EngineError: if two evaluations differ.
    """
    from wayhome.engine.what_if.compose import what_if as compare  # few who take advice need it

    options = _options(edition, date, weights)
    return compare(loaded.profile, loaded.library, options, answers, reach, tell or (lambda done, of: None))


def reach(loaded: LoadedProfile, id_: str, status: str, *, edition: str = "draft", date: str | None = None) -> Reach:
    """The smallest sets of answers that bring something about, complete for sets of up to three.

    Args:
        loaded: from `load_profile`.
        id_: of a recommendation, a measure, a finding or a precondition.
        status: the status it is to have, or the value of a finding.
        edition: as for `advise`, as is date.
        date: the day of the brief.

    Raises:
        InputError: for what there is not, or of which this edition says nothing; else as `advise`.
        EngineError: if two evaluations differ.
    """
    from wayhome.engine.reach.reach import reach as search
    from wayhome.engine.reach.targets import target_of

    advice = advise(loaded, edition=edition, date=date).advice
    return search(advice, target_of(advice, id_, status))


def check_profile(loaded: LoadedProfile, *, date: str | None = None, older_than: str | None = None) -> CheckedProfile:
    """Look a profile over: how complete it is, and what deserves a second look. It need not name its country yet.

    Args:
        loaded: from `load_profile`.
        date: the day of the brief (2026-05-01); the profile's own date if not given.
        older_than: a year, month or day; answers that describe a time before it are named.

    Raises:
        InputError: for a date that is none.
        EngineError: if the two evaluations differ.
    """
    from wayhome.engine.check import check  # loaded only when asked for, as the words of explanations come with it

    # The adviser's own tool: it counts what is withheld, and never names it.
    advice = conclude(loaded.profile, loaded.library, Options(Edition.CONFIDENTIAL, _day("date", date)))
    return CheckedProfile(check(advice, _day("older-than", older_than)), advice)


def _options(edition: str, date: str | None, weights: Mapping[str, int] | None) -> Options:
    """Options, checked; raises InputError for those that make no sense."""
    day = _day("date", date)
    editions = [str(known) for known in Edition]
    if edition not in editions:
        hint = did_you_mean(edition, editions)
        raise InputError.at("edition", f"there is no edition {edition!r}", listing(editions), hint)
    checked = None if weights is None else read_weights(Source("weights", dict(weights), {}))
    return Options(Edition(edition), day, checked)


def _day(name: str, given: str | None) -> PartialDate | None:
    day = parse_date(given) if given is not None else None
    if given is not None and day is None:
        raise InputError.at(name, f"{given!r} is not a date", "2026, 2026-05 or 2026-05-01")
    return day
