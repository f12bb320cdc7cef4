"""The settings of one installation, read from the environment."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """One field per environment variable, upper case; the README lists them.

    Two carry the program's name, because shells and desktops set HOST and LANGUAGE themselves.
    """

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    host: str = Field(
        default="0.0.0.0",  # noqa: S104 - reachable from the local network unless told otherwise
        validation_alias="MOMENT_HOST",
    )
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str = ""
    data_dir: Path = ROOT / "data"
    database_url: str = ""
    redis_url: str = ""
    workers: int = Field(default=1, ge=1, le=32)
    demo: bool = True
    language: str = Field(default="en", validation_alias="MOMENT_LANGUAGE")
    session_days: int = Field(default=14, ge=1)
    session_hours: int = Field(default=12, ge=1)
    max_upload_mb: int = Field(default=50, ge=1)
    max_uploads_mb: int = Field(default=500, ge=1)
    max_files_mb: int = Field(default=10_000, ge=1)
    trusted_proxy_hops: int = Field(default=0, ge=0)
    hsts_subdomains: bool = False
    events_per_second: int = Field(default=50, ge=1)
    smtp_host: str = ""
    smtp_port: int = Field(default=0, ge=0, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_ca_file: str = ""
    smtp_seconds: int = Field(default=20, ge=1, le=60)
    mail_from: str = ""
    link_secret: SecretStr = SecretStr("")
    sockets_per_client: int = Field(default=1000, ge=1)
    company_register_url: str = "https://data.brreg.no/enhetsregisteret/api"
    company_register_seconds: float = Field(default=3, gt=0, le=30)
    company_register_watch_days: int = Field(default=0, ge=0, le=3650)
    participant_lookup_host: str = "participant.sml.prod.tech.peppol.org"
    participant_lookup_dns: str = ""
    participant_lookup_seconds: float = Field(default=5, gt=0, le=30)
    einvoice_folder: str = ""
    einvoice_rules_dir: str = ""

    @property
    def database(self) -> str:
        """The database address: DATABASE_URL, else SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'moment.db'}"

    @property
    def origin(self) -> str:
        """The address readers type: PUBLIC_URL, else localhost and the port."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def allowed_origins(self) -> list[str]:
        """Origins that may open the websocket although the page came from another address.

        A page served by this installation is always allowed, whatever name it was reached by.
        """
        return [self.origin]

    @property
    def outbox_dir(self) -> Path:
        """Where mail lies when no mail server is configured."""
        return self.data_dir / "outbox"

    @property
    def rules_dir(self) -> Path:
        """Where sets of e-invoice rules lie, each in a folder named by its version."""
        return Path(self.einvoice_rules_dir or self.data_dir / "einvoice-rules")

    @property
    def files_dir(self) -> Path:
        """Where stored files lie: outside every public folder."""
        return self.data_dir / "files"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings, read once per process."""
    return Settings()
