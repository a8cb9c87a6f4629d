"""`wayhome review verify`: does the log stand?"""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH
from wayhome.cli.review.options import keys_in, log_option


@click.command()
@click.option("--keys", type=PATH, metavar="FILE", help="Whose key is whose: lines of `body: public key`.")
@click.option("--head", default="", metavar="HASH", help="The hash of an entry the log held once, or its beginning.")
@log_option
def verify(keys: Path | None, head: str, log: Path) -> None:
    """Prove the log entry by entry, and say where it was tampered with; exit status 1 if it does not stand.

    Every entry is chained to the one before. Entries taken away from the end leave no trace in the log itself: compare it
    with the hash that `status` or a brief names, by --head. Signatures are checked too; with --keys, also whose they are.

    \b
    Examples:
      wayhome review verify
      wayhome review verify --log reviews.jsonl --keys keys.yaml --head 3f0c52d1a4b7
    """
    from wayhome.engine.errors import InputError, Place, Problem
    from wayhome.engine.review.verified import verify

    found = verify(log, keys_in(keys), head.strip().casefold())
    if found.problems:
        number = len(found.log.lines)
        what = f"the log does not stand; {number} {'entry' if number == 1 else 'entries'} can be read"
        raise InputError([Problem(Place(str(log)), what), *found.problems])
    count = len(found.log.lines)
    click.echo(f"{log} stands: {count} {'entry' if count == 1 else 'entries'}, each as it was recorded and in its place.")
    click.echo(f"The last has the hash {found.log.head}.")
    if not head:
        click.echo(
            "Entries taken away from the end would leave no trace here: give a hash that was noted earlier with --head."
        )
    if found.signed:
        click.echo(f"Signed: {found.signed}.{'' if keys else ' Whose keys these are was not checked (--keys).'}")
        for name, used in found.keys.items():
            click.echo(f"  {name or 'reports on progress'}: {', '.join(used)}")
    if keys and found.without_key:
        click.echo(f"Answered, and without a key in {keys}: {', '.join(found.without_key)}.")
    if found.strangers:
        click.echo(f"Named in {keys}, and nowhere in the log: {', '.join(found.strangers)}.")
