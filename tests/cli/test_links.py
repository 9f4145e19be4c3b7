"""`aboveboard links`: addresses that nobody can guess, and the folders that lie below them."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from aboveboard.cli import main
from aboveboard.publish.capabilities import Epochs, Names, names_of
from private_scene import private_repository
from sealed_scene import ENVIRONMENT, SECRET
from small_site import files_of, write

KEY = SECRET[::-1].encode()
HOME = '<a href="feeds/all.rss">Feed</a> <a href="calendar.ics">Dates</a> <a href="months/2026-10.html">October</a>'
MONTH = '<link rel="alternate" href="../feeds/all.atom"> <a href="../index.html">Home</a> <a href="2026-10.csv">CSV</a>'


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return private_repository(tmp_path_factory.mktemp("links"))


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    """Portals by hand, as `aboveboard build` lays them out."""
    for id in ("acme", "bolt"):
        portal = tmp_path / "trees/customers" / id
        write(portal, "index.html", f"{id} {HOME}")
        write(portal, "months/2026-10.html", f"{id} {MONTH}")
        write(portal, "months/2026-10.csv", id)
        for feed in ("all.rss", "all.atom", "all.json"):
            write(portal, f"feeds/{feed}", id)
        write(portal, "calendar.ics", id)
        write(portal, "assets/look.css", "h1 {}")
    return tmp_path / "trees"


@dataclass(frozen=True)
class Done:
    stdout: str
    stderr: str


def command(*arguments: str | Path, code: int = 0, **environment: str) -> Done:
    """In this process: the command reads a few files, and Python starts slowly."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, {**ENVIRONMENT, **environment}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main([*map(str, arguments)])
    assert (ended.value.code or 0) == code, err.getvalue()
    return Done(out.getvalue(), err.getvalue())


def links(root: Path, *arguments: str | Path) -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = json.loads(
        command("links", "--root", root, "--format", "json", *arguments).stdout
    )["customers"]
    return told


def names(id: str, **own: int) -> Names:
    return names_of(KEY, id, Epochs(own={key.replace("_", "/"): epoch for key, epoch in own.items()}))


def test_every_customer_has_an_address_of_160_bits_that_names_nobody(root: Path) -> None:
    told = links(root)
    assert told.keys() == {"acme", "bolt"}
    folders = [link[of].split("/")[0] for link in told.values() for of in ("portal", "feed")]
    assert all(re.fullmatch("[a-z2-7]{32}", folder) for folder in folders)
    assert len(set(folders)) == 4
    assert told == links(root)
    assert told["acme"]["calendar"].split("/")[0] == told["acme"]["feed"].split("/")[0]


def test_the_table_and_the_csv_say_the_same(root: Path) -> None:
    told = links(root, "--base", "https://portals.example/p")
    table = command("links", "--root", root, "--base", "https://portals.example/p/").stdout
    assert [line.split() for line in table.splitlines()] == [
        ["ID", "PORTAL", "FEED"],
        *([id, link["portal"], link["feed"]] for id, link in told.items()),
    ]
    assert told["acme"]["portal"] == f"https://portals.example/p/{names('acme').portal}/"
    rows = csv.DictReader(
        io.StringIO(command("links", "--root", root, "--format", "csv", "--base", "https://portals.example/p/").stdout)
    )
    assert [row["portal"] for row in rows] == [link["portal"] for link in told.values()]


def test_a_known_address_stays_what_it_is() -> None:
    """It was handed out: whoever has it must find their portal tomorrow."""
    assert names_of(b"0123456789abcdef0123456789abcdef", "acme", Epochs()) == Names(
        "j2boha5pumu2rfphzjm54y3ggiwuwdib", "6wbjcnrme75y772rkcch6cfxaq3unkfh"
    )


def test_an_epoch_renews_one_portal_with_its_feeds_or_its_feeds_alone_or_all(root: Path, tmp_path: Path) -> None:
    first = links(root)
    one = links(root, "--epoch", "acme=3")
    assert one["bolt"] == first["bolt"]
    assert one["acme"]["portal"] != first["acme"]["portal"]
    assert one["acme"]["feed"] != first["acme"]["feed"]
    feeds = links(root, "--epoch", "acme/feeds=2")
    assert feeds["acme"]["portal"] == first["acme"]["portal"]
    assert feeds["acme"]["feed"] != first["acme"]["feed"]
    everybody = links(root, "--epoch", "2")
    assert all(everybody[id]["portal"] != first[id]["portal"] for id in first)
    write(tmp_path, "epochs.yml", "acme: 3\nbolt/feeds: 4\n")
    file = links(root, "--epochs", tmp_path / "epochs.yml")
    assert file["acme"] == one["acme"]
    assert file["bolt"] == links(root, "--epoch", "bolt/feeds=4")["bolt"]
    assert links(root, "--epochs", tmp_path / "epochs.yml", "--epoch", "acme=1")["acme"] == first["acme"]


def test_one_customer_can_be_asked_for(root: Path) -> None:
    assert links(root, "--customer", "bolt") == {"bolt": links(root)["bolt"]}
    assert 'did you mean "acme"?' in command("links", "--root", root, "--customer", "acne", code=2).stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--epoch", "acne=2"), '--epoch: no customer "acne"; did you mean "acme"?'),
        (("--epoch", "acme=0"), '"0" is no epoch; write a whole number from 1 on'),
        (("--epoch", "acme=1.5"), '"1.5" is no epoch'),
        (("--epoch", "two"), '"two" is no epoch'),
        (("--epoch", "acme/pages=2"), 'no customer "acme/pages"'),
        (("--base", "portals.example"), "write it like https://portals.example/"),
        (("--base", "https://portals.example/?x=1"), "is no address of a folder"),
        (("--sealed", "--into", "x"), "made by `aboveboard build --seal`"),
        (("--customer", "acme", "--into", "x"), "--into takes all portals"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(root: Path, arguments: tuple[str, ...], words: str) -> None:
    assert words in command("links", "--root", root, *arguments, code=2).stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("acne: 2\n", 'no customer "acne"; did you mean "acme"?'),
        ("acme: two\n", '"two" is no epoch'),
        ("acme:\n", "nothing is no epoch"),
        ("acme: [2]\n", "a list is no epoch"),
        ("- acme\n", "not a mapping; write `acme: 2`"),
        ("acme: 2\nacme: 3\n", "acme"),
        ("acme: &a 2\nbolt: *a\n", "epochs.yml:1"),
        ("acme: {\n", "epochs.yml:"),
        ("acme: \x00\n", "epochs.yml:"),
    ],
)
def test_a_file_of_epochs_that_is_wrong_opens_nothing(root: Path, tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, "epochs.yml", text)
    done = command("links", "--root", root, "--epochs", tmp_path / "epochs.yml", code=2)
    assert words in done.stderr
    assert done.stdout == ""


def test_an_empty_file_of_epochs_changes_nothing_and_an_absent_one_is_an_error(root: Path, tmp_path: Path) -> None:
    write(tmp_path, "epochs.yml", "# nobody yet\n")
    assert links(root, "--epochs", tmp_path / "epochs.yml") == links(root)
    assert "cannot be read" in command("links", "--root", root, "--epochs", tmp_path / "none.yml", code=2).stderr
    (tmp_path / "latin.yml").write_bytes(b"acme: \xe9\n")
    assert "UTF-8" in command("links", "--root", root, "--epochs", tmp_path / "latin.yml", code=2).stderr


def test_the_key_comes_from_the_environment_and_is_long_enough(root: Path) -> None:
    for value, words in (
        ("", "ABOVEBOARD_LINK_KEY is not set"),
        ("x" * 31, "has 31 characters, at least 32 are needed"),
        ("abc" * 20, "could be guessed"),
    ):
        done = command("links", "--root", root, code=2, ABOVEBOARD_LINK_KEY=value)
        assert words in done.stderr
        assert "openssl rand -hex 32" in done.stderr
        assert done.stdout == ""
    assert links(root) != json.loads(
        command("links", "--root", root, "--format", "json", ABOVEBOARD_LINK_KEY=SECRET).stdout
    )
    # A file or a form that a secret was pasted from ends with a line.
    same = command("links", "--root", root, ABOVEBOARD_LINK_KEY=f"{KEY.decode()}\n").stdout
    assert same == command("links", "--root", root).stdout


def test_portals_lie_below_their_names_and_feeds_below_theirs_alone(root: Path, trees: Path, tmp_path: Path) -> None:
    into = tmp_path / "unlisted"
    done = command("links", "--root", root, "--from", trees, "--into", into)
    assert done.stdout == ""
    assert not any(names(id).portal in done.stderr for id in ("acme", "bolt"))
    files = files_of(into)
    for id in ("acme", "bolt"):
        portal, feeds = names(id).portal, names(id).feeds
        assert files[f"{portal}/index.html"].decode() == f"{id} " + HOME.replace(
            "feeds/", f"../{feeds}/feeds/"
        ).replace("calendar", f"../{feeds}/calendar")
        assert f'href="../../{feeds}/feeds/all.atom"' in files[f"{portal}/months/2026-10.html"].decode()
        assert 'href="../index.html"' in files[f"{portal}/months/2026-10.html"].decode()
        assert files[f"{feeds}/feeds/all.atom"] == files[f"{feeds}/calendar.ics"] == id.encode()
        assert f"{portal}/feeds/all.atom" not in files
        assert f"{portal}/calendar.ics" not in files
        assert f"{feeds}/index.html" not in files
    assert not any(part in ("acme", "bolt") for path in files for part in path.split("/"))


def test_the_top_lists_nobody(root: Path, trees: Path, tmp_path: Path) -> None:
    command("links", "--root", root, "--from", trees, "--into", tmp_path / "unlisted")
    top = (tmp_path / "unlisted/index.html").read_text()
    assert "Nothing here." in top
    assert "href" not in top


def test_what_an_older_epoch_opened_is_gone_and_the_rest_is_not_touched(
    root: Path, trees: Path, tmp_path: Path
) -> None:
    into = tmp_path / "unlisted"
    command("links", "--root", root, "--from", trees, "--into", into)
    before = {path: (into / path).stat().st_mtime_ns for path in files_of(into)}
    assert "; 0 written, 0 removed" in command("links", "--root", root, "--from", trees, "--into", into).stderr
    command("links", "--root", root, "--from", trees, "--into", into, "--epoch", "acme=2")
    after = files_of(into)
    gone = (names("acme").portal, names("acme").feeds)
    assert not any(path.startswith(gone) for path in after)
    assert f"{names('acme', acme=2).portal}/index.html" in after
    kept = {path for path in before if path.startswith((names("bolt").portal, names("bolt").feeds))}
    assert kept
    assert all((into / path).stat().st_mtime_ns == before[path] for path in kept)


def test_whoever_is_a_customer_no_more_has_no_folder(root: Path, trees: Path, tmp_path: Path) -> None:
    into = tmp_path / "unlisted"
    command("links", "--root", root, "--from", trees, "--into", into)
    shutil.rmtree(trees / "customers/bolt")
    command("links", "--root", root, "--from", trees, "--into", into)
    assert {path.split("/")[0] for path in files_of(into)} == {"index.html", names("acme").portal, names("acme").feeds}


def test_feeds_can_be_renewed_while_the_portal_stays(root: Path, trees: Path, tmp_path: Path) -> None:
    into = tmp_path / "unlisted"
    command("links", "--root", root, "--from", trees, "--into", into)
    command("links", "--root", root, "--from", trees, "--into", into, "--epoch", "acme/feeds=2")
    old, new = names("acme"), names("acme", acme_feeds=2)
    assert old.portal == new.portal
    assert not (into / old.feeds).exists()
    assert (into / new.feeds / "feeds/all.rss").is_file()
    assert new.feeds in (into / new.portal / "index.html").read_text()


def test_a_folder_that_holds_anything_else_is_left_alone(root: Path, trees: Path, tmp_path: Path) -> None:
    write(tmp_path, "letters/dear.txt", "Dear you")
    done = command("links", "--root", root, "--from", trees, "--into", tmp_path / "letters", code=2)
    assert "holds dear.txt, which is none of ours" in done.stderr
    assert files_of(tmp_path / "letters") == {"dear.txt": b"Dear you"}


def test_what_the_finder_leaves_in_the_folder_goes_with_the_next_tree(root: Path, trees: Path, tmp_path: Path) -> None:
    into = tmp_path / "unlisted"
    command("links", "--root", root, "--from", trees, "--into", into)
    published = files_of(into)
    write(into, ".DS_Store", "names what lies there")
    command("links", "--root", root, "--from", trees, "--into", into)
    assert files_of(into) == published


def test_nothing_is_published_before_a_build(root: Path, tmp_path: Path) -> None:
    done = command("links", "--root", root, "--from", tmp_path / "none", "--into", tmp_path / "unlisted", code=2)
    assert "run `aboveboard build` first" in done.stderr
    assert not (tmp_path / "unlisted").exists()


def test_a_portal_stays_while_the_customers_record_is_broken(trees: Path, tmp_path: Path) -> None:
    root = private_repository(tmp_path / "broken")
    write(root, "content/catalog/customers/acme.yml", "name: [\n")
    command("links", "--root", root, "--from", trees, "--into", tmp_path / "unlisted", "--epoch", "acme=2")
    assert (tmp_path / "unlisted" / names("acme", acme=2).portal / "index.html").is_file()


def test_a_folder_behind_a_symlink_is_replaced_where_it_lies(root: Path, trees: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    command("links", "--root", root, "--from", trees, "--into", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / names("bolt").portal / "index.html").is_file()


def test_sealed_addresses_carry_their_key_behind_the_hash(root: Path) -> None:
    told = links(root, "--sealed", "--base", "https://portals.example/")
    assert re.fullmatch(r"https://portals\.example/[a-z2-7]{32}/#k=[\w-]{43}", told["acme"]["portal"])
    assert told["acme"]["portal"] != links(root, "--sealed", "--epoch", "acme=2")["acme"]["portal"]
    assert "feed" not in told["acme"]
    table = command("links", "--root", root, "--sealed").stdout.splitlines()
    assert table[0].split() == ["ID", "PORTAL"]
    assert (
        "ABOVEBOARD_SEAL_KEY is not set"
        in command("links", "--root", root, "--sealed", code=2, ABOVEBOARD_SEAL_KEY="").stderr
    )
