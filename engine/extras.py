"""Packages that only some commands need and an installation may lack."""

from __future__ import annotations

from importlib import import_module

from wayhome.engine.errors import InputError


def need(package: str, extra: str) -> None:
    """Raises InputError saying how to install an optional package, unless it is there."""
    try:
        import_module(package)
    except ImportError:
        mend = f"install it: python -m pip install 'wayhome[{extra}]'"
        raise InputError.at("wayhome", f"this needs the package {package}", mend=mend) from None
