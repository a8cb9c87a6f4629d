"""A package that is not installed is named with the way to install it."""

import sys

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.extras import need


def test_what_is_there_passes():
    need("json", "office")


def test_what_is_missing_is_named_with_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError) as error:
        need("openpyxl", "office")
    assert str(error.value) == (
        "wayhome: this needs the package openpyxl; install it: python -m pip install 'wayhome[office]'"
    )
