"""The typed settings of the program, from `INNOKB_…` in the environment or a `.env` file."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that can be set; a wrong value is refused when the program starts, with the reason."""

    model_config = SettingsConfigDict(env_prefix="INNOKB_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Field(default=Path("~/.innokb"), description="数据目录")
    database_url: str = Field(default="", description="数据库地址；默认用数据目录里的 SQLite")
    engine: Literal["embedded", "elasticsearch"] = Field(default="embedded", description="索引引擎")
    encoder: str = Field(default="bundled", description="bundled，或 sentence-transformers 模型的目录或名称")
    api_host: str = Field(default="127.0.0.1", description="API 监听地址")
    api_port: int = Field(default=8000, ge=1, le=65535, description="API 端口")
    ui_port: int = Field(default=8501, ge=1, le=65535, description="界面端口")
    api_url: str = Field(default="", description="界面访问 API 的地址；默认由监听地址与端口得出")
    secret_key: SecretStr = Field(default=SecretStr(""), description="签名密钥")

    @field_validator("home")
    @classmethod
    def _expand(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @cached_property
    def store_url(self) -> str:
        """SQLAlchemy URL of the record store."""
        return self.database_url or f"sqlite:///{self.home / 'innokb.sqlite'}"

    @cached_property
    def index_folder(self) -> Path:
        """Folder of the embedded index."""
        return self.home / "index"

    @cached_property
    def embeddings_file(self) -> Path:
        """File that keeps vectors by encoder and text hash."""
        return self.home / "embeddings.sqlite"

    @cached_property
    def uploads_folder(self) -> Path:
        """Folder of uploaded files whose import is not finished."""
        return self.home / "uploads"

    @cached_property
    def base_url(self) -> str:
        """Address at which the UI finds the API."""
        return self.api_url.rstrip("/") or f"http://{self.api_host}:{self.api_port}"
