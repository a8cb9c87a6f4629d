"""`wayhome review`: the bodies a brief concerns answer it; one file for each command."""

from __future__ import annotations

import click

from wayhome.cli.common import InOrder
from wayhome.cli.review.corrections import corrections
from wayhome.cli.review.export import export
from wayhome.cli.review.keygen import keygen
from wayhome.cli.review.open import open_forms
from wayhome.cli.review.progress import progress
from wayhome.cli.review.record import record
from wayhome.cli.review.status import status
from wayhome.cli.review.verify import verify


@click.group(cls=InOrder)
def review() -> None:
    """Put a brief to the bodies it concerns, and keep what they answer.

    \b
    Examples:
      wayhome review open ghana.yaml -o forms --deadline 2026-06-30
      wayhome review record forms/ministry-labour.xlsx
      wayhome review status ghana.yaml
      wayhome advise ghana.yaml --reviews reviews.jsonl -o ghana.md
    """


for command in (open_forms, record, status, corrections, progress, export, verify, keygen):
    review.add_command(command)
