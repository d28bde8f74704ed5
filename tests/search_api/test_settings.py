"""Settings that are refused early, each with its reason, and without showing a secret."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from indexer.engine.elasticsearch import ElasticsearchEngine
from indexer.engine.embedded import EmbeddedEngine
from search_api.engines import open_engine
from search_api.settings import Settings
from tests.contract.documents import RECIPE


def settings(**chosen: Any) -> Settings:
    return Settings(_env_file=None, **chosen)


@pytest.mark.parametrize(
    ("chosen", "setting", "said"),
    [
        ({"engine": "elasticsearch"}, "elasticsearch_url", "必须设置"),
        ({"elasticsearch_url": "http://a:9200,ftp://b"}, "elasticsearch_url", "ftp://b 不是节点地址"),
        ({"elasticsearch_url": "https://name:secret@a:9200"}, "elasticsearch_url", "不是节点地址"),
        ({"elasticsearch_username": "elastic"}, "elasticsearch_username", "INNOKB_ELASTICSEARCH_PASSWORD"),
        ({"elasticsearch_password": "secret"}, "elasticsearch_username", "一并设置"),
        (
            {"elasticsearch_username": "a", "elasticsearch_password": "secret", "elasticsearch_api_key": "key"},
            "elasticsearch_username",
            "只能设置一种",
        ),
        ({"elasticsearch_ca_certs": "/nowhere/ca.crt"}, "elasticsearch_ca_certs", "没有这个证书文件"),
        ({"index_prefix": "五小"}, "index_prefix", "小写字母"),
        ({"index_prefix": "-a"}, "index_prefix", "小写字母"),
    ],
)
def test_a_wrong_setting_is_named_with_its_reason(chosen: dict[str, str], setting: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        settings(**chosen)
    [fault] = refused.value.errors()
    assert fault["loc"] == (setting,)
    assert said in fault["msg"]


def test_several_nodes_are_separated_by_commas() -> None:
    chosen = settings(elasticsearch_url=" http://a:9200/ , https://b ,http://[::1]:9200")
    assert chosen.elasticsearch_urls == ("http://a:9200", "https://b", "http://[::1]:9200")


def test_the_engine_is_chosen_by_the_settings(tmp_path: Path) -> None:
    certificate = tmp_path / "ca.crt"
    certificate.touch()
    url = "http://a:9200,https://b"
    cluster = settings(engine="elasticsearch", elasticsearch_url=url, elasticsearch_ca_certs=str(certificate))
    assert isinstance(open_engine(cluster, RECIPE, lambda: 0), ElasticsearchEngine)
    assert isinstance(open_engine(settings(home=tmp_path), RECIPE, lambda: 0), EmbeddedEngine)
