"""The recogniser's models: which are on this machine, and fetching one.

`pull` is the only thing in the whole program that opens a connection, and only when its command is
given. Every file is pinned by revision, size and SHA-256, so what arrives is what was measured or nothing.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import platformdirs

from simulator.adapters.whisper import missing
from simulator.errors import ModelError, UsageError

Progress = Callable[[int, int], None]
"""Called with the bytes that are here and the bytes in all."""

HUB = "https://huggingface.co"
TIMEOUT_S = 30.0
"""Longest silence of the other side, in seconds. Source: judgement."""
BLOCK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class File:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Model:
    """A published model at one revision."""

    repository: str
    revision: str
    files: tuple[File, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


_TOKENIZER = File(
    "tokenizer.json", 2_128_466, "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"
)
_VOCABULARY = File(
    "vocabulary.txt", 422_309, "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"
)


def _english(size: str, revision: str, config: tuple[int, str], weights: tuple[int, str]) -> Model:
    own = (File("config.json", *config), File("model.bin", *weights))
    return Model(f"Systran/faster-whisper-{size}", revision, (*own, _TOKENIZER, _VOCABULARY))


CATALOGUE: Mapping[str, Model] = MappingProxyType(
    {
        "tiny.en": _english(
            "tiny.en",
            "0d3d19a32d3338f10357c0889762bd8d64bbdeba",
            (2_317, "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"),
            (75_537_502, "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"),
        ),
        "base.en": _english(
            "base.en",
            "3d3d5dee26484f91867d81cb899cfcf72b96be6c",
            (2_227, "f3bc3821e9fc76a27bae538e11ae5b677dcdd352b4600429ce7951d398569aeb"),
            (145_216_508, "2a166925539a16005f14ff328359f9b9adb9dc4fb631bb3b227526862e93e2ef"),
        ),
        "small.en": _english(
            "small.en",
            "d1d751a5f8271d482d14ca55d9e2deeebbae577f",
            (2_657, "666a9605530ac1f61fa8177f3702b4dacec9966749e42610839fcc32661d5fae"),
            (483_545_366, "62b2a45b05ee59acb4a5341b33ee35e041395d378d418a18acfe4c9e768ee37a"),
        ),
    }
)
"""Source: the revisions, sizes and digests that several public projects pin independently of each other
for these repositories; `pull` holds every download to them."""


def models_folder() -> Path:
    """Where `pull` puts models."""
    return platformdirs.user_data_path("hotseat") / "models"


def installed(folder: Path | None = None) -> dict[str, Path]:
    """The complete models on this machine, name to folder: our own first, then Hugging Face's cache.

    Looks at files only.
    """
    own = folder or models_folder()
    held = sorted(own.iterdir()) if own.is_dir() else []
    found = {model.name: model for model in held if model.suffix != ".part" and not missing(model)}
    for name, model in CATALOGUE.items():
        if name not in found and (cached := _cached(model)):
            found[name] = cached
    return found


def _cached(model: Model) -> Path | None:
    from huggingface_hub import try_to_load_from_cache

    for revision in (model.revision, "main"):
        weights = try_to_load_from_cache(model.repository, "model.bin", revision=revision)
        if isinstance(weights, str) and not missing(Path(weights).parent):
            return Path(weights).parent
    return None


def spoilt(name: str, folder: Path) -> tuple[str, ...]:
    """The files of a published model that are not, byte for byte, what was pinned. Reads them whole."""
    return tuple(file.name for file in CATALOGUE[name].files if not _is(file, folder / file.name))


def pull(
    name: str,
    progress: Progress,
    *,
    folder: Path | None = None,
    catalogue: Mapping[str, Model] = CATALOGUE,
    hub: str | None = None,
) -> Path:
    """Fetches a model, file by file, and goes on where an earlier try stopped.

    Args:
        name: one of the catalogue's.
        progress: told after every block.
        folder: the folder of models; None for our own.
        catalogue: what may be fetched.
        hub: the site; None for `HF_ENDPOINT` or Hugging Face.

    Returns:
        The model's folder, complete.

    Raises:
        UsageError: no such model.
        ModelError: the network, the disk, or what arrived is not what was pinned.
    """
    if name not in catalogue:
        raise UsageError(
            f"There is no model '{name}' to fetch; choose from {', '.join(catalogue)}.", code="model-unknown"
        )
    model = catalogue[name]
    site = (hub or os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")
    place = (folder or models_folder()) / name
    part = place.with_name(f"{name}.part")
    if all(_is(file, place / file.name) for file in model.files):
        return place
    here = 0
    try:
        part.mkdir(parents=True, exist_ok=True)
        for file in model.files:
            address = f"{site}/{model.repository}/resolve/{model.revision}/{file.name}"
            _fetch(address, file, part, partial(_tell, progress, here, model.size))
            here += file.size
        shutil.rmtree(place, ignore_errors=True)
        part.rename(place)
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
        raise _unreachable(name, site, error) from None
    except OSError as error:
        raise ModelError(
            f"The model '{name}' cannot be stored in {place}: {error.strerror}.", code="model-unstorable"
        ) from None
    return place


def _tell(progress: Progress, before: int, total: int, done: int) -> None:
    progress(before + done, total)


def _fetch(address: str, file: File, part: Path, progress: Callable[[int], None]) -> None:
    """Brings one file into `part`, from where an earlier try stopped, and holds it to its digest."""
    target = part / file.name
    if not _is(file, target):
        begin = target.stat().st_size if target.is_file() and target.stat().st_size < file.size else 0
        _download(address, target, begin, file.size, progress)
        if not _is(file, target):
            short = target.stat().st_size < file.size
            if not short:
                target.unlink()
            raise ModelError(
                f"{file.name} arrived {'cut short' if short else 'other than expected'}; try again,"
                " and if it happens again, report it.",
                code="model-cut-short" if short else "model-not-as-pinned",
            )
    progress(file.size)


def _download(address: str, target: Path, begin: int, size: int, progress: Callable[[int], None]) -> None:
    """Takes no more than one byte beyond `size`, whatever the other side sends."""
    if urlsplit(address).scheme not in {"https", "http"}:
        raise urllib.error.URLError("the address of the hub is not a web address")
    request = urllib.request.Request(address, headers={"Range": f"bytes={begin}-"} if begin else {})  # noqa: S310  # checked above
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310  # checked above
        resumed = answer.status == http.client.PARTIAL_CONTENT
        done = begin if resumed else 0
        with target.open("ab" if resumed else "wb") as out:
            while done <= size and (block := answer.read(min(BLOCK_BYTES, size + 1 - done))):
                out.write(block)
                done += len(block)
                progress(min(done, size))


def _is(file: File, path: Path) -> bool:
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while block := opened.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest() == file.sha256


def _unreachable(name: str, site: str, error: Exception) -> ModelError:
    if isinstance(error, urllib.error.HTTPError):
        error.close()
    why = (
        f"it answered {error.code}"
        if isinstance(error, urllib.error.HTTPError)
        else "there is no answer from it"
    )
    return ModelError(
        f"The model '{name}' cannot be fetched from {urlsplit(site).netloc}: {why}; check the connection and"
        " try again, it goes on where it stopped.",
        code="model-unreachable",
    )
