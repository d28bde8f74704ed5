"""`make elasticsearch`: a local server for development, until Ctrl-C; its data stay for the next time."""

import argparse
import signal
import sys

from deploy.elasticsearch.cache import cache_folder
from deploy.elasticsearch.distribution import VERSIONS
from deploy.elasticsearch.errors import ServerFailed, ServerNotToBeHad
from deploy.elasticsearch.running import ALONE
from deploy.elasticsearch.server import Server


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m deploy.elasticsearch", description=__doc__)
    arguments.add_argument("--version", choices=VERSIONS, default=max(VERSIONS))
    arguments.add_argument("--port", type=int, default=9200)
    asked = arguments.parse_args()
    folder = cache_folder() / f"node-{asked.version}"
    folder.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    server = Server(asked.version, folder, asked.port, ALONE)
    print(f"正在启动 Elasticsearch {asked.version}（第一次要先下载约 100 MB）…", flush=True)
    try:
        server.start()
        print(f"已启动。按 Ctrl-C 停止；数据和日志在 {folder}。在另一个终端里：\n")
        print(f"export INNOKB_ENGINE=elasticsearch INNOKB_ELASTICSEARCH_URL={server.url}", flush=True)
        signal.pause()
    except KeyboardInterrupt:
        print("正在停止…")
    except (ServerNotToBeHad, ServerFailed) as error:
        sys.exit(str(error))
    finally:
        server.stop()


main()
