"""Every setting. The server reads kaibo.toml, then KAIBO_… in the environment, then the command line; the last wins."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import Field, PrivateAttr, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from kaibo.address import base, only_origin, origin, parse_ip
from kaibo.call import GuestsMode
from kaibo.migrations.database import sqlite_file

FILE = Path("kaibo.toml")
PREFIX = "KAIBO_"
OURS = {"KAIBO_TEST_POSTGRES", "KAIBO_SERVER", "KAIBO_AK", "KAIBO_SK", "KAIBO_BACKUP_PASSPHRASE"}
"""Variables of the command line and the tests that are no settings."""
LOOPBACK = "127.0.0.1,::1"
MEMORY = "async+memory://"
WEB = Path(__file__).resolve().parents[2] / "web/dist"


VIEWERS_OF_CORE = 300
"""Viewers by WebRTC that one core carries (bench/README.md)."""
SECRETS = {"livekit_secret"}
"""The settings whose values nobody is shown."""
HIDDEN = "•••"
CREDENTIALS = re.compile(r"(?<=://).*@|(?<=[?&;])((?:\w*(?:password|secret|key|token)\w*))=[^&;]*", re.IGNORECASE)
"""The parts of an address that may hold a password: what stands before the host, and such parameters."""


class Shown(NamedTuple):
    """A setting as people may see it."""

    name: str
    value: str
    """Without passwords. "•••" for a secret that is set."""
    source: str
    """`default`, `file`, `environment` or `command line`."""


class UnknownSetting(ValueError):
    """There is a KAIBO_… variable, but no setting of this name."""


class Settings(BaseSettings):
    """The settings. docs/settings.md explains each."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8780
    public_url: str = ""
    tls_cert: str = ""
    tls_key: str = ""
    trusted_proxies: str = ""
    database_url: str = ""
    redis_url: Annotated[str, Field(pattern=r"^$|^(redis|rediss|unix)://.")] = ""
    rate_limit_url: str = MEMORY
    signature_max_seconds: Annotated[int, Field(ge=900, le=7 * 24 * 3600)] = 3600
    session_token_max_hours: Annotated[float, Field(gt=0)] = 12
    livekit_url: str = ""
    livekit_key: str = ""
    livekit_secret: str = ""
    media_ip: str = "127.0.0.1"
    tmp_link_hours: Annotated[float, Field(gt=0)] = 24
    session_days: Annotated[float, Field(gt=0)] = 30
    grace_seconds: Annotated[int, Field(ge=1)] = 90
    guests: GuestsMode = "backstage"
    stage_cap: Annotated[int, Field(ge=1)] = 25
    program_width: Annotated[int, Field(ge=160, le=3840)] = 1280
    program_height: Annotated[int, Field(ge=90, le=2160)] = 720
    program_fps: Annotated[int, Field(ge=5, le=60)] = 30
    audit_days: Annotated[float, Field(gt=0)] = 180
    chat_days: Annotated[float, Field(gt=0)] = 180
    kept_days: Annotated[float, Field(ge=1)] = 30
    return_origins: str = ""
    files: str = ""
    files_quota_gb: Annotated[float, Field(gt=0)] = 20.0
    makers: Annotated[int, Field(ge=-1)] = -1
    recording_encoder: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")] = "libx264"
    recordings_quota_gb: Annotated[float, Field(gt=0)] = 200.0
    webrtc_viewers: Annotated[int, Field(ge=-1)] = -1
    companion: str = ""
    web: str = ""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"
    upgrade_copies: Annotated[int, Field(ge=1)] = 2
    upgrade_backups: str = ""
    livekit_log_mb: Annotated[float, Field(ge=1)] = 32.0
    metrics_port: Annotated[int, Field(ge=0, le=65534)] = 0
    metrics_host: str = "127.0.0.1"

    @field_validator("public_url")
    @classmethod
    def one_origin(cls, url: str) -> str:
        """Write the URL in its normal form. The server compares Origin and Host with it. Raises ValueError."""
        return only_origin(url) if url else url

    @field_validator("livekit_url")
    @classmethod
    def several_bases(cls, urls: str) -> str:
        """Write each of LiveKit's addresses in its normal form. Raises ValueError."""
        return ",".join(dict.fromkeys(base(url.strip(" ")) for url in urls.split(","))) if urls else urls

    @field_validator("return_origins")
    @classmethod
    def several_origins(cls, urls: str) -> str:
        """Write each origin in its normal form. Raises ValueError."""
        return ",".join(map(only_origin, urls.replace(",", " ").split()))

    @field_validator("trusted_proxies")
    @classmethod
    def addresses_or_networks(cls, proxies: str) -> str:
        """Refuse names and `*`, which uvicorn silently accepts: a name never matches, and `*` trusts every caller.

        Raises ValueError.
        """
        for proxy in filter(None, map(str.strip, proxies.split(","))):
            try:
                ip_network(proxy)
            except ValueError as error:
                raise ValueError(f"{error}; give addresses or networks, such as 10.0.0.0/8") from None
        return proxies

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, FILE)

    _typed: frozenset[str] = PrivateAttr(frozenset())
    """The settings that the command line gave."""

    def shown(self) -> list[Shown]:
        """List all settings without secrets, with where each value comes from."""
        names = type(self).model_fields
        return [Shown(name, _shown_value(name, getattr(self, name)), source) for name, source in self._sources(names)]

    def _sources(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Tell which source gave each setting. The command line also gives what `--lan` chose."""
        written = tomllib.loads(FILE.read_text()) if FILE.is_file() else {}
        around = {name.lower() for name in os.environ}
        for name in names:
            if name not in self.model_fields_set:
                yield name, "default"
            elif name not in self._typed and (PREFIX + name).lower() in around:
                yield name, "environment"
            else:
                yield name, "file" if name not in self._typed and name in written else "command line"

    @property
    def address(self) -> str:
        """Return the public address, without a slash at its end. All links, cookies and Origin checks come from it."""
        return self.public_url or origin(f"{'https' if self.tls_cert else 'http'}://localhost:{self.port}")

    @property
    def proxies(self) -> str:
        """Name the proxies whose X-Forwarded-For the server believes.

        Without the setting these are this machine's own addresses, but only when all people must come through a proxy.
        They must when the server listens in plain HTTP to this machine only, and people use another address.
        """
        return self.trusted_proxies or (LOOPBACK if self._needs_a_proxy else "")

    @property
    def _needs_a_proxy(self) -> bool:
        if self.tls_cert or not self.public_url or not _is_here(self.host):
            return False
        url = urlsplit(self.public_url)
        return url.scheme == "https" or not _is_here(url.hostname or "")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data}/kaibo.db"

    @property
    def rates(self) -> str:
        """Return the storage of the rates: what `rate_limit_url` names, else the Redis that the servers share."""
        shared = self.redis_url and self.rate_limit_url == MEMORY
        return f"async+{self.redis_url}" if shared else self.rate_limit_url

    @property
    def offered(self) -> Path:
        """Return the folder of the desktop app's installers."""
        return Path(self.companion) if self.companion else self.data / "companion"

    @property
    def files_folder(self) -> Path:
        """Return the folder of the shows' files."""
        return Path(self.files) if self.files else self.data / "files"

    @property
    def written(self) -> dict[str, Path]:
        """Return the folders in which the server writes, by the settings that choose them. Some may not exist yet."""
        store = sqlite_file(self.database)
        return {"data": self.data, "files": self.files_folder, **({"database_url": store.parent} if store else {})}

    @property
    def most_makers(self) -> int:
        """Return how many shows this server may record at once."""
        return self.makers if self.makers >= 0 else max(1, len(os.sched_getaffinity(0)) - 1)

    @property
    def most_webrtc_viewers(self) -> int:
        """Return how many viewers get the picture by WebRTC. 0: as many as come."""
        return self.webrtc_viewers if self.webrtc_viewers >= 0 else VIEWERS_OF_CORE * len(os.sched_getaffinity(0))

    @property
    def dist(self) -> Path:
        """Return the folder of the built pages."""
        return Path(self.web) if self.web else WEB


def _is_here(host: str) -> bool:
    """Tell whether only this machine can reach the host (RFC 6761 §6.3 for the name)."""
    ip = parse_ip(host)
    return ip.is_loopback if ip else host == "localhost"


def load(environment: dict[str, str], **options: object) -> Settings:
    """Read all settings. `options` come from the command line. Raises UnknownSetting, or pydantic's ValidationError."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | OURS
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise UnknownSetting(f"there is no setting {', '.join(unknown)} (docs/settings.md lists them all)")
    typed = {name: value for name, value in options.items() if value is not None}
    settings = Settings(**typed)  # type: ignore[arg-type]
    settings._typed = frozenset(typed)
    return settings


def _shown_value(name: str, value: object) -> str:
    if name in SECRETS:
        return HIDDEN if value else ""
    return CREDENTIALS.sub(lambda found: f"{found[1]}={HIDDEN}" if found[1] else f"{HIDDEN}@", str(value))
