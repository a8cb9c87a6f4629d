"""Zip archives that come out the same whenever and wherever they are made, as workbooks and Word documents are.

In: named parts. Out: bytes. No clock is read.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable

CREATED = datetime.datetime(1980, 1, 1)
"""The earliest time a zip archive can give."""


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these parts, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, CREATED.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
