"""`wayhome rules`: read, change and check the rulebook; one file for each command."""

from __future__ import annotations

import click

from wayhome.cli.common import InOrder
from wayhome.cli.rules.changelog import changelog
from wayhome.cli.rules.docs import docs
from wayhome.cli.rules.graph import graph
from wayhome.cli.rules.impact import impact
from wayhome.cli.rules.lint import lint
from wayhome.cli.rules.list import list_rules
from wayhome.cli.rules.new import new
from wayhome.cli.rules.prove import prove
from wayhome.cli.rules.record import record
from wayhome.cli.rules.show import show
from wayhome.cli.rules.test import test
from wayhome.cli.rules.version import version


@click.group(cls=InOrder)
def rules() -> None:
    """Read, change and check the rulebook.

    \b
    Examples:
      wayhome rules list
      wayhome rules show referral.why
      wayhome rules graph referral.why -o referral.svg
      wayhome rules docs -o pages
      wayhome rules lint my-rules
      wayhome rules test -k referral --rulebook my-rules
      wayhome rules prove -o faults
      wayhome rules changelog old-rules my-rules
      wayhome rules record my-rules --since old-rules
      wayhome rules impact old-rules my-rules --profiles countries
    """


# In the order in which a rule is written.
for command in (
    list_rules,
    show,
    graph,
    docs,
    new,
    lint,
    test,
    prove,
    version,
    changelog,
    record,
    impact,
):
    rules.add_command(command)
