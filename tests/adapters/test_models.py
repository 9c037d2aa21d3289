"""Fetching a model, from a small site on this machine's own loopback."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from simulator.adapters.models import CATALOGUE, File, Model, installed, pull
from simulator.adapters.whisper import missing
from simulator.errors import ModelError, UsageError

CONTENT = {
    "config.json": b"{}",
    "model.bin": bytes(range(256)) * 3000,
    "tokenizer.json": b'{"a": 1}',
    "vocabulary.txt": b"a\nb\n",
}
PINNED = tuple(File(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in CONTENT.items())
SMALL = {"base.en": Model("some/model", "abc123", PINNED)}


class Site(BaseHTTPRequestHandler):
    """Serves what is in `served`, from the byte that is asked for."""

    served: dict[str, bytes]
    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        name = self.path.removeprefix("/some/model/resolve/abc123/")
        self.asked.append((name, self.headers["Range"]))
        if name not in self.served:
            self.send_error(404)
            return
        begin = int((self.headers["Range"] or "bytes=0-")[6:-1])
        self.send_response(206 if begin else 200)
        self.end_headers()
        self.wfile.write(self.served[name][begin:])

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[tuple[str, type[Site]]]:
    handler = type("OneSite", (Site,), {"served": dict(CONTENT), "asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", handler
        server.shutdown()
        thread.join()


def nothing(done: int, total: int) -> None:
    pass


def test_fetches_the_files_and_tells_how_far_it_is(site: tuple[str, type[Site]], tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    folder = pull("base.en", lambda *far: told.append(far), folder=tmp_path, catalogue=SMALL, hub=site[0])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == CONTENT
    assert told == sorted(told)
    assert len(told) > len(CONTENT)
    assert told[-1] == (SMALL["base.en"].size, SMALL["base.en"].size)
    assert installed(tmp_path)["base.en"] == folder
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base.en"]


def test_what_is_here_is_not_fetched_again(site: tuple[str, type[Site]], tmp_path: Path) -> None:
    pull("base.en", nothing, folder=tmp_path, catalogue=SMALL, hub=site[0])
    site[1].asked.clear()
    pull("base.en", nothing, folder=tmp_path, catalogue=SMALL, hub=site[0])
    assert site[1].asked == []


def test_a_damaged_model_is_fetched_again(site: tuple[str, type[Site]], tmp_path: Path) -> None:
    folder = pull("base.en", nothing, folder=tmp_path, catalogue=SMALL, hub=site[0])
    (folder / "model.bin").write_bytes(b"cut")
    pull("base.en", nothing, folder=tmp_path, catalogue=SMALL, hub=site[0])
    assert (folder / "model.bin").read_bytes() == CONTENT["model.bin"]


def test_goes_on_where_it_was_cut_short(site: tuple[str, type[Site]], tmp_path: Path) -> None:
    url, handler = site
    handler.served["model.bin"] = CONTENT["model.bin"][:1000]
    with pytest.raises(ModelError, match="cut short") as caught:
        pull("base.en", nothing, folder=tmp_path, catalogue=SMALL, hub=url)
    assert caught.value.code == "model-cut-short"
    assert "base.en" not in installed(tmp_path)
    handler.served["model.bin"] = CONTENT["model.bin"]
    folder = pull("base.en", nothing, folder=tmp_path, catalogue=SMALL, hub=url)
    assert ("model.bin", "bytes=1000-") in handler.asked
    assert (folder / "model.bin").read_bytes() == CONTENT["model.bin"]


@pytest.mark.parametrize("other", [CONTENT["model.bin"][:-1] + b"!", CONTENT["model.bin"] + b"more" * 999])
def test_what_is_not_as_pinned_is_thrown_away(
    site: tuple[str, type[Site]], tmp_path: Path, other: bytes
) -> None:
    url, handler = site
    handler.served["model.bin"] = other
    with pytest.raises(ModelError, match=r"model\.bin arrived other than expected") as caught:
        pull("base.en", nothing, folder=tmp_path, catalogue=SMALL, hub=url)
    assert caught.value.code == "model-not-as-pinned"
    assert not (tmp_path / "base.en.part" / "model.bin").exists()
    assert "base.en" not in installed(tmp_path)


def test_a_site_that_refuses_is_one_sentence(site: tuple[str, type[Site]], tmp_path: Path) -> None:
    url, handler = site
    del handler.served["tokenizer.json"]
    with pytest.raises(ModelError, match="it answered 404") as caught:
        pull("base.en", nothing, folder=tmp_path, catalogue=SMALL, hub=url)
    assert caught.value.code == "model-unreachable"


@pytest.mark.parametrize("hub", ["http://127.0.0.1:1", "file:///etc"])
def test_no_site_is_one_sentence(tmp_path: Path, hub: str) -> None:
    with pytest.raises(ModelError, match="check the connection") as caught:
        pull("base.en", nothing, folder=tmp_path, catalogue=SMALL, hub=hub)
    assert caught.value.code == "model-unreachable"


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("in the way")
    with pytest.raises(ModelError, match="cannot be stored"):
        pull("base.en", nothing, folder=tmp_path / "models", catalogue=SMALL, hub="http://127.0.0.1:1")


def test_an_unknown_name_is_a_usage_error_that_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"tiny\.en, base\.en, small\.en"):
        pull("huge", nothing, folder=tmp_path)


def test_every_model_is_pinned_and_complete(tmp_path: Path) -> None:
    for model in CATALOGUE.values():
        assert len(model.revision) == 40
        assert all(len(bytes.fromhex(file.sha256)) == 32 and file.size > 0 for file in model.files)
        for file in model.files:
            (tmp_path / file.name).touch()
        assert missing(tmp_path) == ()
        assert len({file.sha256 for file in model.files}) == len(model.files)


def test_models_of_ones_own_and_those_in_the_cache_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "hub"
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(cache))
    revision = CATALOGUE["small.en"].revision
    snapshot = cache / "models--Systran--faster-whisper-small.en" / "snapshots" / revision
    mine = tmp_path / "models" / "mine"
    unfinished = tmp_path / "models" / "base.en.part"
    broken = tmp_path / "models" / "tiny.en"
    for folder in (snapshot, mine, unfinished, broken):
        folder.mkdir(parents=True)
        for name in CONTENT:
            (folder / name).touch()
    (broken / "tokenizer.json").unlink()
    assert installed(tmp_path / "models") == {"mine": mine, "small.en": snapshot}
