"""The command `wayhome`: one file for each command, loaded when it is called."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from typing import Any

import click

from wayhome import __version__

# Looking for plug-ins of pydantic, which we do not use, would read the metadata of every installed package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# NumPy's library of linear algebra, which we do not use, would start a thread for each core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# In the order of a first visit.
COMMANDS = {
    "profiles": "wayhome.cli.profiles:profiles",
    "new": "wayhome.cli.new:new",
    "interview": "wayhome.cli.interview:interview",
    "form": "wayhome.cli.form:form",
    "merge": "wayhome.cli.merge:merge",
    "check": "wayhome.cli.check:check",
    "advise": "wayhome.cli.advise:advise",
    "render": "wayhome.cli.render:render",
    "export": "wayhome.cli.export:export",
    "picture": "wayhome.cli.picture:picture",
    "explain": "wayhome.cli.explain:explain",
    "what-if": "wayhome.cli.what_if:what_if",
    "ask": "wayhome.cli.ask:ask",
    "robustness": "wayhome.cli.robustness:robustness",
    "priorities": "wayhome.cli.priorities:priorities",
    "compare": "wayhome.cli.compare:compare",
    "verify": "wayhome.cli.verify:verify",
    "review": "wayhome.cli.review:review",
    "rules": "wayhome.cli.rules:rules",
    "handbook": "wayhome.cli.handbook:handbook",
    "schema": "wayhome.cli.schema:schema",
}


class Wayhome(click.Group):
    """Loads commands when they are called, and turns our errors into a message and exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of a first visit."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, on whatever terminal."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")  # a name must not fail on a terminal that lacks its letters
        try:
            return super().main(*args, **kwargs)
        except OSError as error:  # but for a reader who has left, as in `| head`: click knows that one
            click.echo(f"{error.filename or 'standard output'}: {error.strerror or error}", err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer cannot fail again
            sys.exit(1)

    def invoke(self, ctx: click.Context) -> Any:
        """Call a command; what goes wrong becomes a message."""
        from wayhome.engine.errors import WayhomeError

        try:
            return super().invoke(ctx)
        except WayhomeError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)


@click.command(cls=Wayhome, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wayhome")
def main() -> None:
    """From what is known about a country to a roadmap for reintegrating the people who come back to it.

    \b
    Examples:
      wayhome advise example:civ -o civ.md     the brief of an example country
      wayhome new GHA -o ghana.yaml            a profile to fill in
      wayhome interview ghana.yaml --core      or question by question
      wayhome check ghana.yaml                 is it in order, how complete is it?
      wayhome explain ghana.yaml referral      why, or why not?
      wayhome ask ghana.yaml                   what to find out next?

    Shell completion: eval "$(_WAYHOME_COMPLETE=bash_source wayhome)", or zsh_source, or fish_source.
    """


def run() -> None:
    """The program `wayhome`."""
    gc.disable()  # a command lives for less than a second; looking for cycles to collect would take a tenth of it
    try:
        main()
    finally:
        gc.freeze()  # Python looks once more when it ends, but not at what is frozen
