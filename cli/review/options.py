"""What the commands of a review share: the log, and the advice as all readers may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wayhome.cli.common import PATH, load_profile

if TYPE_CHECKING:
    from wayhome.engine.brief.phrases import Phrases
    from wayhome.engine.review.signing import Signer

Command = TypeVar("Command", bound=Callable[..., Any])
LOG = "reviews.jsonl"


def log_option(command: Command) -> Command:
    """Add `--log`."""
    told = "The log of the review."
    return click.option("--log", type=PATH, default=LOG, show_default=True, metavar="FILE", help=told)(command)


def sign_option(command: Command) -> Command:
    """Add `--sign`."""
    told = "Sign with this private key (see `wayhome review keygen`)."
    return click.option("--sign", type=PATH, metavar="KEY", help=told)(command)


def signer_of(path: Path | None) -> Signer | None:
    """The key in a file, if one is given; asks for its passphrase if it has one."""
    from wayhome.engine.review.signing import LockedKeyError, load_signer

    if path is None:
        return None
    try:
        return load_signer(path)
    except LockedKeyError:
        return load_signer(path, click.prompt(f"Passphrase of {path}", hide_input=True, err=True))


def phrases_of(profile: str, rulebook: Path | None, knowledge: Path | None, date: str | None = None) -> Phrases:
    """The advice on a profile in words, in the edition that all readers may see: the one that bodies are asked about."""
    from wayhome.engine.api import advise
    from wayhome.engine.brief.phrases import Phrases

    return Phrases(advise(load_profile(profile, rulebook, knowledge), date=date).advice)


def keys_in(path: Path | None, roles: Iterable[str] | None = None) -> dict[str, tuple[str, ...]] | None:
    """The keys in a file, if one is given; raises InputError for a body that is none of the `roles`."""
    from wayhome.engine.review.signing import read_keys

    return dict(read_keys(path, roles)) if path else None
