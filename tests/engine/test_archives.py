"""Archives that are the same whenever they are made."""

import io
import zipfile

from wayhome.engine.archives import packed


def test_an_archive_holds_its_parts_in_order_and_no_time():
    data = packed([("b.xml", b"<b/>"), ("a/c.png", b"\x00\x01")])
    assert data == packed(iter([("b.xml", b"<b/>"), ("a/c.png", b"\x00\x01")]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["b.xml", "a/c.png"]
        assert archive.read("a/c.png") == b"\x00\x01"
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
