"""ZIP archives: what is refused before it is read, and writing one again byte for byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.errors import InputError, UsageError
from glossa.pages.archive import Limits, open_archive
from glossa.pages.archive_write import write_archive

DATE = (2019, 5, 4, 3, 2, 2)


def archive_of(
    files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b""
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.comment = comment
        for name, content in files.items():
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = method
            info.external_attr = 0o640 << 16
            info.comment = b"note of " + name.encode()
            target.writestr(info, content)
    return stream.getvalue()


def streamed(files: dict[str, bytes]) -> bytes:
    """As programs write it that do not know sizes beforehand: sizes stand behind the content."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.pieces: list[bytes] = []

        def writable(self) -> bool:
            return True

        def write(self, piece: bytes) -> int:  # type: ignore[override]
            self.pieces.append(bytes(piece))
            return len(piece)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as target:  # type: ignore[arg-type]
        for name, content in files.items():
            with target.open(zipfile.ZipInfo(name, DATE), "w", force_zip64=True) as member:
                member.write(content)
    return b"".join(pipe.pieces)


FILES = {"mimetype": b"application/x", "a/one.html": b"<p>one</p>" * 50, "b.bin": bytes(range(256))}


def test_what_is_in_an_archive_is_read() -> None:
    archive = open_archive(archive_of(FILES), "a.zip")
    assert {member.name: archive.read(member) for member in archive.members} == FILES
    assert archive.findings == ()
    assert "a/one.html" in archive
    assert "a" not in archive
    with pytest.raises(InputError, match="no member 'nothing'"):
        archive.read("nothing")


@pytest.mark.parametrize("make", [archive_of, streamed], ids=["whole", "streamed"])
def test_one_member_is_replaced_and_every_other_byte_stays(make) -> None:
    data = make(FILES)
    new = write_archive(open_archive(data, "a.zip"), {"a/one.html": b"<p>zwei</p>" * 70})
    with zipfile.ZipFile(io.BytesIO(new)) as after, zipfile.ZipFile(io.BytesIO(data)) as before:
        assert after.testzip() is None
        assert after.namelist() == before.namelist() == list(FILES)
        assert after.read("a/one.html") == b"<p>zwei</p>" * 70
        for name in ("mimetype", "b.bin"):
            assert after.read(name) == FILES[name]
        for one, two in zip(before.infolist(), after.infolist(), strict=True):
            assert (one.date_time, one.external_attr, one.comment) == (
                two.date_time,
                two.external_attr,
                two.comment,
            )
    old, again = open_archive(data, "a.zip"), open_archive(new, "a.zip")
    for name in ("mimetype", "b.bin"):
        one, two = old.member(name), again.member(name)
        assert data[one.header : one.end] == new[two.header : two.end]
    assert {member.name: again.read(member) for member in again.members} == {
        **FILES,
        "a/one.html": b"<p>zwei</p>" * 70,
    }


def test_a_new_member_stands_behind_the_others_with_the_date_of_the_one_it_belongs_to() -> None:
    data = b"#!/bin/sh\n" + archive_of(FILES)
    archive = open_archive(data, "a.zip")
    new = write_archive(archive, {"b.bin": b"1"}, {"网页.html": (b"<p>new", "mimetype")})
    with zipfile.ZipFile(io.BytesIO(new)) as after:
        assert after.testzip() is None
        assert after.namelist() == [*FILES, "网页.html"]
        assert after.read("网页.html") == b"<p>new"
        info = after.getinfo("网页.html")
        assert (info.date_time, info.external_attr) == (DATE, 0o640 << 16)
    assert open_archive(new, "a.zip").read("网页.html") == b"<p>new"


def test_an_archive_behind_a_program_with_a_comment_and_a_tail_is_written_again() -> None:
    data = b"#!/bin/sh\nexit\n" + archive_of(FILES, comment=b"the end") + b"junk"
    archive = open_archive(data, "a.zip")
    new = write_archive(archive, {"mimetype": b"other"})
    assert new.startswith(b"#!/bin/sh\nexit\nPK\x03\x04")
    assert new.endswith(b"the endjunk")
    again = open_archive(new, "a.zip")
    assert again.read("mimetype") == b"other"
    assert again.read("b.bin") == FILES["b.bin"]


def test_wide_figures_are_read_and_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 20)
    data = archive_of(FILES, zipfile.ZIP_STORED)
    monkeypatch.undo()
    assert b"PK\x06\x06" in data
    archive = open_archive(data, "wide.zip")
    assert archive.read("b.bin") == FILES["b.bin"]
    new = write_archive(archive, {"mimetype": b"longer than it was before"})
    with zipfile.ZipFile(io.BytesIO(new)) as after:
        assert after.testzip() is None
        assert after.read("mimetype") == b"longer than it was before"
        assert after.read("b.bin") == FILES["b.bin"]
    assert open_archive(new, "wide.zip").read("a/one.html") == FILES["a/one.html"]


@given(
    st.dictionaries(
        st.text("abcäß中文-", min_size=1, max_size=6), st.binary(max_size=40), max_size=5
    ),
    st.data(),
)
def test_replacing_with_the_same_gives_the_same_bytes_and_anything_else_is_read_back(
    files: dict[str, bytes], data: st.DataObject
) -> None:
    packed = archive_of(files)
    archive = open_archive(packed, "a.zip")
    assert write_archive(archive, files) == packed
    changed = {
        name: data.draw(st.binary(max_size=40)) for name in files if data.draw(st.booleans())
    }
    again = open_archive(write_archive(archive, changed), "a.zip")
    assert {member.name: again.read(member) for member in again.members} == {**files, **changed}


def test_a_name_that_is_not_there_cannot_be_written() -> None:
    with pytest.raises(UsageError, match="no member 'c'"):
        write_archive(open_archive(archive_of(FILES), "a.zip"), {"c": b""})


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../evil.html", "leads out"),
        ("a/../../evil.html", "leads out"),
        ("a\\..\\..\\evil.html", "leads out"),
        ("/etc/page.html", "whole computer"),
        ("C:page.html", "whole computer"),
        ("c:\\page.html", "whole computer"),
        ("a\nb.html", "control character"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        open_archive(archive_of({name: b"x"}), "evil.zip")
    assert caught.value.where == "evil.zip"
    assert caught.value.advice


def test_a_name_with_a_nul_is_refused() -> None:
    data = archive_of({"aXb.html": b"x"}).replace(b"aXb.html", b"a\0b.html")
    with pytest.raises(InputError, match="control character"):
        open_archive(data, "evil.zip")


def test_backslashes_of_windows_are_folders_and_stay_in_the_file() -> None:
    data = archive_of({"pages\\one.html": b"x"})
    archive = open_archive(data, "a.zip")
    assert archive.read("pages/one.html") == b"x"
    assert b"pages\\one.html" in write_archive(archive, {"pages/one.html": b"y"})


def test_one_name_twice_is_refused() -> None:
    data = archive_of({"a.html": b"1", "b.html": b"2"}).replace(b"b.html", b"a.html")
    with pytest.raises(InputError, match=r"two members called 'a\.html'"):
        open_archive(data, "evil.zip")


def test_links_are_left_alone_and_said() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        info = zipfile.ZipInfo("link.html", DATE)
        info.create_system = 3
        info.external_attr = 0o120777 << 16
        target.writestr(info, "/etc/passwd")
    archive = open_archive(stream.getvalue(), "a.zip")
    assert archive.member("link.html").link
    assert [finding.code for finding in archive.findings] == ["archive-member"]
    assert "a link" in archive.findings[0].message


def with_flag(data: bytes, flag: int) -> bytes:
    """The first member with more flags."""
    changed = bytearray(data)
    central = data.index(b"PK\x01\x02")
    changed[6] |= flag
    changed[central + 8] |= flag
    return bytes(changed)


def test_an_encrypted_member_is_said_and_cannot_be_read() -> None:
    archive = open_archive(with_flag(archive_of(FILES), 1), "a.zip")
    assert [finding.where for finding in archive.findings] == ["a.zip#mimetype"]
    with pytest.raises(InputError, match="password") as caught:
        archive.read("mimetype")
    assert caught.value.where == "a.zip#mimetype"
    assert archive.read("b.bin") == FILES["b.bin"]


def test_a_wrong_checksum_is_said() -> None:
    data = bytearray(archive_of({"a.txt": b"hello"}, zipfile.ZIP_STORED))
    data[data.index(b"hello")] ^= 1
    with pytest.raises(InputError, match="checksum"):
        open_archive(bytes(data), "a.zip").read("a.txt")


def test_packed_bytes_that_are_damaged_are_said() -> None:
    data = bytearray(archive_of({"a.txt": bytes(range(200))}))
    data[35] = 0xFF
    with pytest.raises(InputError, match="cannot be unpacked"):
        open_archive(bytes(data), "a.zip").read("a.txt")


@pytest.mark.parametrize("keep", [0, 3, 40, 120, -1, -30])
def test_a_cut_archive_is_refused(keep: int) -> None:
    data = archive_of(FILES)
    with pytest.raises(InputError):
        open_archive(data[:keep], "cut.zip")


def test_four_gigabytes_of_zeros_are_refused_unread() -> None:
    """The claim is enough: nothing is unpacked to find out."""
    member = archive_of({"zeros.html": b"\0" * 1000})
    central = member.index(b"PK\x01\x02")
    data = bytearray(member)
    struct.pack_into("<L", data, central + 24, 0xFFFFFFFE)
    with pytest.raises(InputError, match="would unpack to 4,096 MiB"):
        open_archive(bytes(data), "bomb.zip")


def test_ten_gigabytes_of_zeros_are_refused_unread() -> None:
    ten = 10 * 1024**3
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"\0" * 100_000) + packer.flush()
    wide = struct.pack("<2HQ", 1, 8, ten)
    local = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 45, 0, 8, 0, 0x21, 0, len(packed), 0xFFFFFFFF, 5, len(wide)
    )
    body = local + b"zeros" + wide + packed
    central = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 45, 45, 0, 8, 0, 0x21, 0, len(packed), 0xFFFFFFFF, 5,
        len(wide), 0, 0, 0, 0, 0,
    )  # fmt: skip
    directory = central + b"zeros" + wide
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(body), 0)
    with pytest.raises(InputError, match="10,240 MiB"):
        open_archive(body + directory + end, "bomb.zip")


def test_a_lying_claim_is_found_out_after_one_byte_more() -> None:
    data = bytearray(archive_of({"zeros.html": b"\0" * 50_000_000}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 1000)
    with pytest.raises(InputError, match="size that it claims"):
        open_archive(bytes(data), "bomb.zip").read("zeros.html")


def test_members_that_share_their_bytes_are_refused() -> None:
    """A small file becomes huge when a thousand names point to the same packed bytes."""
    data = archive_of({"a.html": b"x" * 100, "b.html": b"x" * 100})
    archive = open_archive(data, "a.zip")
    second = archive.member("b.html")
    changed = bytearray(data)
    struct.pack_into("<L", changed, archive.member("a.html").record[0] + 20, second.end)
    with pytest.raises(InputError, match="shares bytes"):
        open_archive(bytes(changed), "evil.zip")


def test_a_header_that_contradicts_the_directory_is_refused() -> None:
    data = archive_of({"a.html": b"x"})
    with pytest.raises(InputError, match="another name"):
        open_archive(data.replace(b"a.html", b"b.html", 1), "evil.zip")


def test_too_many_members_are_refused() -> None:
    with pytest.raises(InputError, match="3 members, more than 2"):
        open_archive(archive_of(FILES), "a.zip", Limits(members=2))


def test_a_member_that_is_too_large_is_not_unpacked() -> None:
    archive = open_archive(archive_of(FILES), "a.zip", Limits(one=100))
    with pytest.raises(InputError, match="would unpack"):
        archive.read("b.bin")


def test_a_part_of_several_is_refused() -> None:
    data = bytearray(archive_of(FILES))
    struct.pack_into("<H", data, len(data) - 22 + 4, 1)
    with pytest.raises(InputError, match="several parts"):
        open_archive(bytes(data), "a.zip")


def test_a_packing_that_is_not_known_is_named() -> None:
    archive = open_archive(archive_of(FILES, zipfile.ZIP_BZIP2), "a.zip")
    with pytest.raises(InputError, match="bzip2"):
        archive.read("b.bin")


def legacy(names: list[str], codec: str) -> bytes:
    """Names as old Windows programs wrote them: in the computer's own encoding, unsaid."""
    stand_ins = {f"{number:04}" + "x" * 40: name for number, name in enumerate(names)}
    files = {}
    for stand_in, name in stand_ins.items():
        files[stand_in[: len(name.encode(codec))]] = name.encode()
    data = archive_of(files)
    for stand_in, name in stand_ins.items():
        raw = name.encode(codec)
        data = data.replace(stand_in[: len(raw)].encode(), raw)
    return data


@pytest.mark.parametrize(
    ("names", "codec", "read_as"),
    [
        (["中文网页/新闻.html", "第一章 历史.html"], "gbk", "gb18030"),
        (["中文網頁/新聞.html", "關於我們.html"], "big5", "big5hkscs"),
        (["表示ページ/はじめに.html", "ソフトウェアについて.html"], "cp932", "cp932"),
        (["中文网页/新闻.html"], "utf-8", "utf-8"),
        (["Übersicht.html", "Straße.html"], "cp437", "cp437"),
    ],
)
def test_old_names_are_decoded_and_stay_as_they_were(
    names: list[str], codec: str, read_as: str
) -> None:
    data = legacy(names, codec)
    archive = open_archive(data, "old.zip")
    assert [member.name for member in archive.members] == names
    assert [finding.code for finding in archive.findings] == ["archive-names"]
    assert read_as in archive.findings[0].message
    new = write_archive(archive, {names[0]: b"other"})
    assert [member.raw_name for member in open_archive(new, "old.zip").members] == [
        name.encode(codec) for name in names
    ]


def test_members_are_found_in_the_order_of_their_bytes_whatever_the_directory_says() -> None:
    data = archive_of(FILES)
    archive = open_archive(data, "a.zip")
    records = [data[slice(*member.record)] for member in archive.members]
    start = archive.directory.start
    turned = data[:start] + b"".join(reversed(records)) + data[archive.directory.end :]
    again = open_archive(write_archive(open_archive(turned, "a.zip"), {"b.bin": b"x" * 999}), "a")
    assert [member.name for member in again.members] == list(reversed(FILES))
    assert again.read("b.bin") == b"x" * 999
    ordered = sorted(again.members, key=lambda member: member.header)
    assert [member.name for member in ordered] == list(FILES)
    assert all(one.end <= two.header for one, two in pairwise(ordered))
