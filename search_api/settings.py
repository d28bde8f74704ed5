"""The typed settings of the program, from `INNOKB_…` in the environment or a `.env` file."""

import re
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

NODE: Final = re.compile(r"https?://[^\s/:@]+(:\d+)?(/\S*)?|https?://\[[0-9a-fA-F:]+\](:\d+)?(/\S*)?")
"""Address of one node; name and password have settings of their own."""

PREFIX: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
"""What the names of indexes may begin with."""


class Settings(BaseSettings):
    """Everything that can be set; a wrong value is refused when the program starts, with the reason."""

    model_config = SettingsConfigDict(env_prefix="INNOKB_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Field(default=Path("~/.innokb"), description="数据目录")
    database_url: str = Field(default="", description="数据库地址；默认用数据目录里的 SQLite")
    engine: Literal["embedded", "elasticsearch"] = Field(default="embedded", description="索引引擎")
    elasticsearch_url: str = Field(default="", description="Elasticsearch 节点的地址，几个之间用逗号分开")
    elasticsearch_api_key: SecretStr = Field(default=SecretStr(""), description="Elasticsearch 的 API key")
    elasticsearch_password: SecretStr = Field(default=SecretStr(""), description="Elasticsearch 的密码")
    elasticsearch_username: str = Field(default="", description="Elasticsearch 的用户名")
    elasticsearch_ca_certs: str = Field(default="", description="签发 Elasticsearch 证书的 CA 证书文件")
    index_prefix: str = Field(default="innokb", description="Elasticsearch 上索引名称的前缀")
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

    @field_validator("elasticsearch_url")
    @classmethod
    def _is_a_list_of_nodes(cls, text: str, others: ValidationInfo) -> str:
        urls = _listed(text)
        if others.data.get("engine") == "elasticsearch" and not urls:
            raise _refused("使用 Elasticsearch 引擎时必须设置，例如 http://127.0.0.1:9200")
        if wrong := [url for url in urls if not NODE.fullmatch(url)]:
            raise _refused(f"{'、'.join(wrong)} 不是节点地址；应为 http(s)://主机:端口，几个之间用逗号分开")
        return text

    @field_validator("elasticsearch_username")
    @classmethod
    def _is_complete(cls, username: str, others: ValidationInfo) -> str:
        password, key = others.data.get("elasticsearch_password"), others.data.get("elasticsearch_api_key")
        if bool(username) != bool(password):
            raise _refused("用户名与密码（INNOKB_ELASTICSEARCH_PASSWORD）要一并设置")
        if username and key:
            raise _refused("用户名与 API key（INNOKB_ELASTICSEARCH_API_KEY）只能设置一种")
        return username

    @field_validator("elasticsearch_ca_certs")
    @classmethod
    def _is_a_file(cls, file: str) -> str:
        path = Path(file).expanduser().absolute()
        if file and not path.is_file():
            raise _refused("没有这个证书文件")
        return str(path) if file else ""

    @field_validator("index_prefix")
    @classmethod
    def _is_a_prefix(cls, prefix: str) -> str:
        if not PREFIX.fullmatch(prefix):
            raise _refused("只能用小写字母、数字和 - _ .，以字母或数字开头，最多 100 个字符")
        return prefix

    @cached_property
    def elasticsearch_urls(self) -> tuple[str, ...]:
        """The nodes, one by one."""
        return _listed(self.elasticsearch_url)

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
    def tables_folder(self) -> Path:
        """Folder of uploaded tables whose check is not finished."""
        return self.home / "tables"

    @cached_property
    def base_url(self) -> str:
        """Address at which the UI finds the API."""
        return self.api_url.rstrip("/") or f"http://{self.api_host}:{self.api_port}"


def _listed(text: str) -> tuple[str, ...]:
    return tuple(url for part in text.split(",") if (url := part.strip().rstrip("/")))


def _refused(reason: str) -> PydanticCustomError:
    return PydanticCustomError("setting", "{reason}", {"reason": reason})
