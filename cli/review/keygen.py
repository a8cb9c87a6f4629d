"""`wayhome review keygen`: a key to sign answers with."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.common import PATH


@click.command()
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help="Where to write the private key.")
@click.option("--passphrase", is_flag=True, help="Ask for a passphrase that locks the key.")
def keygen(output: Path, passphrase: bool) -> None:
    """Make an Ed25519 key: the private half in FILE, readable by you alone; the public half beside it.

    Hand the public half to whoever checks the log; their file of keys says whose it is.

    \b
    Example:
      wayhome review keygen -o labour.key
    """
    from wayhome.engine.review.signing import make_key

    words = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True) if passphrase else None
    public = make_key(output, words)
    click.echo(f"Written: {output} (private: keep it to yourself) and {output}.pub.")
    click.echo(f"For the file of keys, after the role of the body: {public}")
