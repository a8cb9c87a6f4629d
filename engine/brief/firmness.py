"""How firm the order is, in numbers and drawn: for the annex, beside the weights.

In: `Phrases`. Out: blocks. The main part of a brief says the same in words.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.gallery import pictured
from wayhome.engine.brief.tree import Block, Grid, Line, Paragraph, Text
from wayhome.engine.firmness import FOREMOST, Kind, Standing, of_hundred, told
from wayhome.engine.settled import is_top_proved

_COLUMNS = ("first", "three", "five", "ten")


def how_firm_in_numbers(p: Phrases) -> list[Block]:
    """What was drawn, what is proved, and a row and a bar for each measure that is recommended today or often rises."""
    from wayhome.engine.robustness import in_a_brief  # brings NumPy with it

    found = in_a_brief(p.advice)
    ranked = {r.id for r in p.advice.ranked if r.rank}
    rows = [_row(p, found.both, standing) for standing in told(ranked, found.both)]
    if not rows:
        return []
    key = "annex.firm.open" if found.open > 1 else "annex.firm.open.one" if found.open else "annex.firm.open.none"
    open_ = p.words(key, count=str(found.open))
    said = p.say("annex.firm", open=open_, scenarios=f"{found.both.scenarios:,}", seed=str(found.seed))
    proved = [Paragraph(p.say("annex.firm.proved"))] if is_top_proved(p.advice, FOREMOST) else []
    head = [p.say(f"annex.firm.head.{column}") for column in (*_COLUMNS, "seen")]
    table = Grid((p.say("annex.firm.head.measure"), *head), tuple(rows))
    return [Paragraph(said), *proved, table, *pictured(p, "firmness")]


def _row(p: Phrases, kind: Kind, standing: Standing) -> tuple[Line, ...]:
    measure = next(r for r in p.advice.ranked if r.id == standing.measure)
    seen = p.say(
        "annex.firm.seen" if standing.worst else "annex.firm.seen.none",
        best=str(standing.best),
        **({"worst": str(standing.worst)} if standing.worst else {}),
    )
    shares = [(Text(str(of_hundred(number, kind.scenarios))),) for number in standing.within]
    number = f"{p.numbers[measure.id]}. " if measure.id in p.numbers else ""
    return (Text(f"{number}{p.of(measure).title}"),), *shares, seen
