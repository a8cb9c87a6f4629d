"""Numbers and dates out of range: what is possible and hardly true, and what lies after the day the answers describe."""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.brief.tree import plain
from wayhome.engine.check_warnings.finder import CheckWarning, Finder
from wayhome.engine.dates import PartialDate, in_words, parse_date
from wayhome.engine.profile import Answer

EARLIEST_YEAR = 1950  # ours: hardly any law, plan or agreement on return is older
MOST_YEARS_AHEAD = 50  # ours: nothing is planned or paid for so long


def out_of_range(finder: Finder) -> Iterator[CheckWarning]:
    """Numbers and dates that deserve a second look."""
    for id_, answer in finder.profile.answers.items():
        yield from _figures(finder, id_, answer)
        for date in _far(finder, id_, answer):
            yield finder.warning("range.date", id_, id=id_, date=in_words(date))
    for key, source in finder.profile.sources.items():
        written = parse_date(source.date)
        if written and _is_early(written):
            slots = {"source": plain(key).text, "date": in_words(written)}
            yield finder.at(finder.profile.source_places.get(key), "range.source", None, "range.date", **slots)
    yield from _in_the_future(finder)


def _figures(finder: Finder, id_: str, answer: Answer) -> Iterator[CheckWarning]:
    question = finder.questionnaire.questions[id_]
    limits = question.plausible
    if limits is None or answer.number is None:
        return
    unit = question.number.unit if question.number else finder.p.words("check.range.months")
    number = f"{answer.number:,}"
    if limits.least is not None and answer.number < limits.least:
        yield finder.warning("range.less", id_, "range", id=id_, number=number, unit=unit, limit=f"{limits.least:,}")
    if limits.most is not None and answer.number > limits.most:
        yield finder.warning("range.more", id_, "range", id=id_, number=number, unit=unit, limit=f"{limits.most:,}")
    if limits.since is not None and answer.year is not None and answer.year < limits.since:
        yield finder.warning("range.year", id_, "range", id=id_, year=str(answer.year), limit=str(limits.since))


def _far(finder: Finder, id_: str, answer: Answer) -> list[PartialDate]:
    """The dates of an answer that are hardly meant: a digit is wrong, more likely."""
    past = _past(finder, id_, answer)  # if too late, these are named with all that lies in the future
    parts = (*answer.parts.values(), *answer.qualifiers.values())
    coming = [part.date for part in parts if part.date is not None and part.date not in past]
    day = finder.profile.date
    late = [date for date in coming if day is not None and date.first > day.last + 12 * MOST_YEARS_AHEAD]
    return [*(date for date in (*past, *coming) if _is_early(date)), *late]


def _is_early(date: PartialDate) -> bool:
    return date.last < EARLIEST_YEAR * 12


def _in_the_future(finder: Finder) -> Iterator[CheckWarning]:
    """Dates of what was done or found out, after the day the answers describe."""
    day = finder.profile.date
    if day is None:
        return
    told = in_words(day)
    late: dict[str, str] = {}
    for key, source in finder.profile.sources.items():
        date = parse_date(source.date)
        if date and date.first > day.last:
            late[key] = in_words(date)
    for id_, answer in finder.profile.answers.items():
        said = [in_words(date) for date in _past(finder, id_, answer) if date.first > day.last]
        if answer.year and answer.year * 12 > day.last:
            said.append(str(answer.year))
        for date_words in said:
            yield finder.warning("future", id_, id=id_, date=date_words, day=told)
        for key in answer.sources:
            if key in late:
                yield finder.warning("future.source", id_, "future", source=plain(key).text, date=late.pop(key), day=told)
    for key, date_words in late.items():
        place = finder.profile.source_places.get(key)
        yield finder.at(place, "future.source", None, "future", source=plain(key).text, date=date_words, day=told)


def _past(finder: Finder, id_: str, answer: Answer) -> list[PartialDate]:
    """The dates of what was found out or done: of the answer itself, and of qualifiers such as the adoption of a text."""
    known = finder.questionnaire.qualifiers_of(finder.questionnaire.questions[id_])
    done = [answer.qualifiers.get(qualifier.qualifier) for qualifier in known if "recent" in qualifier.dates]
    return [date for date in (answer.date, *(part.date for part in done if part)) if date is not None]
