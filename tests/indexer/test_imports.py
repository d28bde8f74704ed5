import subprocess
import sys

PROGRAM = """
import sys, corpus.normalize, indexer.synonyms, indexer.views
print(*sorted({"jieba", "opencc", "pypinyin", "rjieba"} & {*sys.modules}))
"""


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
