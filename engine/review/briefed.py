"""An advice after a review: what the bodies answered becomes a part of it.

In: an `Advised` or `Compared`, and a `Log`. Out: the same, whose text and JSON show the answers. What bodies were asked is
what all readers may see, so the texts they decided on are held against the advice for all readers, whatever the edition.
"""

from __future__ import annotations

from dataclasses import replace

from wayhome.engine.advise import Advice, Edition, advise, with_reviews
from wayhome.engine.api import Advised
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.compare_text.document import Compared
from wayhome.engine.review.log import Log
from wayhome.engine.review.standing import standing_of


def reviewed(advised: Advised, log: Log) -> Advised:
    """The same advice with the answers in a log; raises InputError for the log of another country or area."""
    return Advised(_reviewed(advised.advice, log))


def compared_with_reviews(compared: Compared, before: Log | None, after: Log | None) -> Compared:
    """The same comparison with what bodies answered on either side; raises InputError for the log of another place."""
    logs = ((compared.comparison.before, before), (compared.comparison.after, after))
    first, second = (_reviewed(side, log) if log else side for side, log in logs)
    return Compared(replace(compared.comparison, before=first, after=second))


def _reviewed(advice: Advice, log: Log) -> Advice:
    return with_reviews(advice, standing_of(log, Phrases(for_all_readers(advice))))


def for_all_readers(advice: Advice) -> Advice:
    """The advice as every reader may see it, with the same day and weights."""
    if advice.options.edition is not Edition.CONFIDENTIAL:
        return advice
    return advise(advice.profile, advice.library, replace(advice.options, edition=Edition.DRAFT))
