"""Sealing, without a browser: bytes in, bytes out; and what lies on the disk says nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.publish.capabilities import Epochs
from aboveboard.publish.sealing import PAGE_BYTES, NotSealed, Seal, seal_of
from aboveboard.site.sealed import is_sealed
from sealed_scene import PLAIN, SECRET, SealedScene, command, sealed_scene
from small_site import files_of

SEAL = seal_of(SECRET.encode(), "acme", 1)
PATHS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> SealedScene:
    return sealed_scene(tmp_path_factory.mktemp("sealed"))


@given(path=PATHS, content=st.binary(max_size=9000))
def test_what_was_sealed_is_opened_again(path: str, content: bytes) -> None:
    assert SEAL.opened(path, SEAL.sealed(path, content)) == content


@given(path=PATHS, other=PATHS, content=st.binary(max_size=60), at=st.integers(0, PAGE_BYTES + 27))
def test_another_path_key_or_byte_opens_nothing(path: str, other: str, content: bytes, at: int) -> None:
    data = SEAL.sealed(path, content)
    changed = bytearray(data)
    changed[at] ^= 1
    wrong = [(SEAL, path, bytes(changed)), (seal_of(SECRET.encode(), "bolt", 1), path, data), (SEAL, path, data[:at])]
    for seal, name, sealed in [*wrong, *([(SEAL, other, data)] if other != path else [])]:
        with pytest.raises(NotSealed):
            seal.opened(name, sealed)


@given(path=PATHS, other=PATHS, one=st.binary(max_size=60), two=st.binary(max_size=60))
def test_a_nonce_serves_one_content_of_one_path(path: str, other: str, one: bytes, two: bytes) -> None:
    same = (path, one) == (other, two)
    assert (SEAL.sealed(path, one)[:12] == SEAL.sealed(other, two)[:12]) is same
    assert (SEAL.sealed(path, one) == SEAL.sealed(other, two)) is same


@pytest.mark.parametrize("size", [0, 1, PAGE_BYTES - 4, PAGE_BYTES - 3, 3 * PAGE_BYTES])
def test_only_the_number_of_pages_shows(size: int) -> None:
    pages = -(-(size + 4) // PAGE_BYTES)
    assert len(SEAL.sealed("a", bytes(size))) == 12 + pages * PAGE_BYTES + 16


def test_every_customer_and_epoch_has_a_name_and_a_key_of_its_own() -> None:
    seals = [seal_of(key, id, epoch) for key in (b"k" * 32, b"l" * 32) for id in ("a", "a-1") for epoch in (1, 2, 11)]
    assert len({seal.name for seal in seals}) == len({seal.key for seal in seals}) == len(seals)
    assert len({seal.name_of("index.html") for seal in seals}) == len(seals)
    assert all(seal.name not in seal.key_text.lower() for seal in seals)


def test_a_seal_tells_its_key_to_no_log() -> None:
    assert SEAL.key_text not in repr(SEAL)
    assert repr(SEAL.key) not in repr(SEAL)
    assert repr(replace(SEAL, name="x")) == "Seal(name='x')"


def test_a_known_file_stays_what_it_is() -> None:
    """Addresses that were handed out must go on opening what is built tomorrow."""
    seal = seal_of(b"0123456789abcdef0123456789abcdef", "acme", 1)
    assert seal.name == "ug74uvnrupsynk5kiop7prqi4tno4ane"
    assert seal.key_text == "XarjEz4pkN6w6Oy9oMtO--FJfh2m4RE6m8SvL4C3zuw"
    assert seal.name_of("index.html") == "akfcarj7nutuhrw4yptynmrskxlhy66y"
    assert seal.sealed("index.html", b"Hello")[:12].hex() == "e1cb1af3e9bf4c981d370746"


def test_no_byte_and_no_name_on_the_disk_is_plain(scene: SealedScene) -> None:
    files = files_of(scene.sealed)
    assert all(term.lower() not in path.lower() for path in files for term in PLAIN)
    sealed = {path: data for path, data in files.items() if path.endswith(".bin")}
    for path, data in sealed.items():
        found = [
            term for term in PLAIN for form in ("utf-8", "utf-16-le") if len(term) > 4 and term.encode(form) in data
        ]
        assert found == [], path
    openers = files.keys() - sealed.keys()
    names = sorted(seal_of(SECRET.encode(), id, 1).name for id in ("acme", "bolt"))
    assert openers == {"index.html", "seal.css", "seal.js", *(f"{name}/index.html" for name in names)}
    assert files[f"{names[0]}/index.html"] == files[f"{names[1]}/index.html"]


def test_every_page_and_file_is_there_but_for_feeds_and_scripts(scene: SealedScene) -> None:
    for id in ("acme", "bolt"):
        seal: Seal = seal_of(SECRET.encode(), id, *Epochs().portal(id))
        built = {path: data for path, data in files_of(scene.portals / id).items() if is_sealed(path)}
        sealed = {name: data for name, data in files_of(scene.sealed / seal.name).items() if name != "index.html"}
        assert {seal.name_of(path) + ".bin" for path in built} == sealed.keys()
        assert all(seal.opened(path, sealed[seal.name_of(path) + ".bin"]) == data for path, data in built.items())
        assert {"index.html", "months/index.html", "stylesheets/aboveboard.css"} <= built.keys()
        left_out = files_of(scene.portals / id).keys() - built.keys()
        assert {path.rpartition(".")[2] for path in left_out} == {"rss", "atom", "json", "ics", "js"}
        assert {"calendar.ics", "feeds/all.json"} <= left_out


def test_a_second_build_writes_nothing_and_a_new_epoch_moves_one_portal(scene: SealedScene, tmp_path: Path) -> None:
    build = ("build", "--root", scene.root, "--into", scene.portals.parent, "--audience", "customers", "--seal")
    sealed, epochs = tmp_path / "sealed", tmp_path / "epochs.yml"
    command(*build, sealed)
    before = files_of(sealed)
    assert before == files_of(scene.sealed)
    assert "; 0 written, 0 removed" in command(*build, sealed).stderr
    epochs.write_text("# left in November\nacme: 2\n")
    command(*build, sealed, "--epochs", epochs)
    after = files_of(sealed)
    old, new = (seal_of(SECRET.encode(), "acme", epoch).name for epoch in (1, 2))
    assert not any(path.startswith(old) for path in after)
    assert any(path.startswith(new) for path in after)
    assert {path: data for path, data in before.items() if not path.startswith(old)}.items() <= after.items()


def test_what_could_be_guessed_or_lost_is_refused_before_the_build(scene: SealedScene, tmp_path: Path) -> None:
    build = ("build", "--root", scene.root, "--into", tmp_path / "trees", "--seal", tmp_path / "sealed")
    for value, words in (("", "is not set"), ("short", "has 5 characters"), ("ab" * 20, "could be guessed")):
        told = command(*build, code=2, ABOVEBOARD_SEAL_KEY=value).stderr
        assert words in told
        assert "openssl rand -hex 32" in told
        assert not value or value not in told.replace("characters", "")
    assert "--epochs goes with --seal" in command(*build[:5], "--epochs", tmp_path / "none", code=2).stderr
    assert not (tmp_path / "trees").exists()


def test_a_folder_of_somebody_else_is_left_alone(scene: SealedScene, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/dear.txt").write_text("Dear you")
    build = ("build", "--root", scene.root, "--into", scene.portals.parent, "--audience", "customers", "--seal")
    assert "holds dear.txt, which is none of ours" in command(*build, tmp_path / "letters", code=2).stderr
    assert (tmp_path / "letters/dear.txt").read_text() == "Dear you"
    assert "is no folder" in command(*build, tmp_path / "letters/dear.txt", code=2).stderr
