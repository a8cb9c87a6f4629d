"""An advice after a review: what the bodies answered becomes a part of it.

In: an `Advised` and a `Log`. Out: an `Advised` whose brief and JSON show the answers. What bodies were asked is what all
readers may see, so the texts they decided on are held against the advice for all readers, whatever the edition.
"""

from __future__ import annotations

from dataclasses import replace

from wayhome.engine.advise import Advice, Edition, advise, with_reviews
from wayhome.engine.api import Advised
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.review.log import Log
from wayhome.engine.review.standing import standing_of


def reviewed(advised: Advised, log: Log) -> Advised:
    """The same advice with the answers in a log; raises InputError for the log of another country or area."""
    return Advised(with_reviews(advised.advice, standing_of(log, Phrases(for_all_readers(advised.advice)))))


def for_all_readers(advice: Advice) -> Advice:
    """The advice as every reader may see it, with the same day and weights."""
    if advice.options.edition is not Edition.CONFIDENTIAL:
        return advice
    return advise(advice.profile, advice.library, replace(advice.options, edition=Edition.DRAFT))
