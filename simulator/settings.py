"""Settings: flags over `HOTSEAT_*` over `settings.toml` in the platform's configuration folder.

Flags are laid over these values by the command line; this module knows the other two.
"""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Le
from pydantic import AfterValidator, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from simulator.domain.review import Level
from simulator.errors import InputError, UsageError
from simulator.folders import CACHE_FOLDER, CONFIG_FOLDER, DATA_FOLDER

if sys.version_info >= (3, 11):
    from tomllib import TOMLDecodeError
else:
    from tomli import TOMLDecodeError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["CACHE_FOLDER", "CONFIG_FOLDER", "DATA_FOLDER", "SETTINGS_FILE", "Settings", "load"]
LONGEST_SHOWN = 40
"""So much of a wrong value is shown. Source: judgement; a line."""
SETTINGS_FILE = CONFIG_FOLDER / "settings.toml"


class Settings(BaseSettings):
    """What a candidate may set once and forget. Field names are those of the file and of `HOTSEAT_…`."""

    model_config = SettingsConfigDict(
        env_prefix="HOTSEAT_",
        env_ignore_empty=True,
        toml_file=SETTINGS_FILE,
        extra="forbid",
        use_attribute_docstrings=True,
    )

    level: Level = "sde2"
    """The level to be judged at, where neither the command nor the story names one."""
    principle: str = "ownership"
    """The principle asked about, where neither the command nor the story names one."""
    model: str | None = None
    """A Whisper model by name or folder, or `pocketsphinx`; unset: the best that is there."""
    microphone: str | None = None
    """Part of the microphone's name; unset: the system's default."""
    loudspeaker: str | None = None
    """Part of the loudspeaker's name; unset: the system's default."""
    voice: str | None = None
    """A voice of the system's speech engine; unset: a calm English one."""
    voice_rate_wpm: Annotated[int, Ge(80), Le(300)] = 155
    """The interviewer's pace, in words a minute."""
    probes: Annotated[int, Ge(0), Le(6)] | None = None
    """The most follow-ups to ask; unset: what the level says."""
    patience: Annotated[float, Ge(0.5), Le(3)] = 1.0
    """How patient the interviewer is with a silence; 2 waits twice as long."""
    silence_s: Annotated[float, Ge(0.5), Le(30)] | None = None
    """Silence that ends any answer, in seconds; unset: it depends on whether the answer sounds finished."""
    answer_limit_s: Annotated[float, Ge(10), Le(3600)] | None = None
    """Longest answer, in seconds; unset: the program's own."""
    ephemeral: bool = False
    """Keep nothing: no recording, no trace, no report, no history."""
    rubric: Annotated[str, AfterValidator(os.path.expanduser)] | None = None
    """Another rubric in place of the general one: a name such as `behavioural`, or a path to your own."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the library's own signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load() -> Settings:
    """The settings in force.

    Raises:
        InputError: the file is not TOML or cannot be read.
        UsageError: a value in the file or in the environment is out of bounds; the message names it.
    """
    try:
        return Settings()
    except TOMLDecodeError as error:
        raise InputError(f"{SETTINGS_FILE}: not valid TOML: {error}.", code="settings-not-toml") from None
    except UnicodeDecodeError:
        raise InputError(
            f"{SETTINGS_FILE}: not UTF-8 text; save it as UTF-8.", code="settings-not-toml"
        ) from None
    except OSError as error:
        raise InputError(f"{SETTINGS_FILE}: {error.strerror}.", code="settings-unreadable") from None
    except ValidationError as error:
        raise UsageError(" ".join(map(_told, error.errors())), code="settings-invalid") from None


def _told(fault: ErrorDetails) -> str:
    """One sentence: where the value stands, what it is, and what it should be."""
    name = ".".join(map(str, fault["loc"]))
    variable = f"HOTSEAT_{name.upper()}"
    place = variable if os.environ.get(variable) else f"{name} in {SETTINGS_FILE}"
    if fault["type"] == "extra_forbidden":
        meant = get_close_matches(name, Settings.model_fields, 1)
        mend = f"write {meant[0]}" if meant else f"choose {', '.join(Settings.model_fields)}"
        return f"{place} is no setting; {mend}."
    wanted = fault["msg"].removeprefix("Input should ").split(", unable")[0]
    return f"{place} is {str(fault['input'])[:LONGEST_SHOWN]!r}; it should {wanted}."
