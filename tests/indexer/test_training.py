"""Training a static encoder: what it reads, what it refuses, and that it learns."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.achievement import Achievement
from corpus.store import Entry, Store
from indexer.encoders import Vectors, load_encoder
from indexer.errors import TrainingFailed
from indexer.training import figures_of, learning, train, vocabulary
from indexer.training.examples import read_examples, without_title
from indexer.training.lessons import lessons_of

THINGS = ["提升机", "皮带机", "电机车", "液压支架", "通风机", "破碎机", "水泵", "配电柜", "焊机", "减速机"]
TROUBLES = ["断绳", "跑偏", "打滑", "漏油", "过热", "堵料", "振动", "短路", "变形", "磨损"]


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """A vocabulary and a course that take seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "CHARACTERS", 1_500)
        patch.setattr("indexer.training.PIECES", 2_500)
        patch.setattr("indexer.training.DIMENSIONS", 64)
        patch.setattr(learning, "STEPS", 10)
        yield


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows: list[dict[str, object]] = [
        {"title": f"{thing}{trouble}的处理", "abstract": f"针对{thing}在生产中{trouble}的问题。改进了{thing}的结构。"}
        for thing in THINGS
        for trouble in TROUBLES
    ]
    return written(tmp_path_factory.mktemp("pairs") / "pairs.jsonl", rows)


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What training said, line by line."""
    return []


@pytest.fixture(scope="module")
def model(pairs: Path, said: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model trained with seed 7."""
    folder = tmp_path_factory.mktemp("models") / "model"
    train([pairs], folder, seed=7, progress=said.append)
    return folder


def written(file: Path, rows: list[dict[str, object]]) -> Path:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


def test_a_trained_model_finds_bodies_by_their_titles(model: Path) -> None:
    encoder = load_encoder(str(model))
    assert encoder.dimensions == 64
    asked = [(f"{a}{b}", f"解决了{a}经常{b}的问题") for a, b in zip(THINGS, TROUBLES, strict=True)]
    assert figures_of(encoder, asked)["R@1"] >= 0.9


def test_training_says_how_far_it_is(model: Path, said: list[str]) -> None:
    assert any("训练：" in line for line in said)


def test_the_card_says_what_was_learned_from(model: Path) -> None:
    card = (model / "README.md").read_text("utf-8")
    assert "pairs.jsonl" in card
    assert "随机种子：7" in card
    assert "R@1" in card


def test_the_same_seed_makes_the_same_model(model: Path, pairs: Path, tmp_path: Path) -> None:
    train([pairs], tmp_path / "same", seed=7)
    assert load_encoder(str(tmp_path / "same")).id == load_encoder(str(model)).id


def test_records_of_the_store_can_be_learned_from(store: Store, tmp_path: Path) -> None:
    train([], tmp_path / "model", store=store)
    assert load_encoder(str(tmp_path / "model")).encode(["提升机断绳"]).any()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    with opened.writing("测试员") as writing:
        pairs = [(thing, trouble) for thing in THINGS for trouble in TROUBLES[:6]]
        said = [Achievement(title=f"{a}{b}", summary=f"解决{a}{b}。更换了零件。") for a, b in pairs]
        writing.add([Entry.of(achievement) for achievement in said])
    yield opened
    opened.close()


def test_a_row_of_every_kind_is_read(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"title": "提升機", "abstract": "提升機，用於礦井。", "id": 3},
        {"title": "通风机", "background": "风量小。", "benefit": "省电。"},
        {"question": "怎么省电？", "passage": "换灯。"},
        {"a": "开灯", "b": "打开灯", "same": 1},
        {"a": "开灯", "b": "关灯", "same": 0},
        {"a": "开灯", "b": "亮灯", "score": 4.2},
        {"text": "灯不亮"},
        {"title": "只有题名"},
        {"question": "没有答案？", "passage": ""},
    ]
    examples = read_examples([written(tmp_path / "rows.jsonl", rows)])
    assert examples.titled == [("提升机", "用于矿井。"), ("通风机", "风量小。\n省电。")]
    assert examples.asked == [("怎么省电?", "换灯。")]
    assert examples.same == [("开灯", "打开灯")]
    assert examples.scored == [("开灯", "亮灯", 4.2)]
    assert examples.texts == ["灯不亮", "只有题名"]


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "第 2 行不是 JSON"), ('{"名称": "甲"}', "第 2 行不是训练样本"), ("[1]", "第 2 行不是训练样本")],
)
def test_a_row_that_cannot_be_learned_from_is_named(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "灯"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(TrainingFailed, match=said):
        read_examples([file])


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    file = tmp_path / "gbk.jsonl"
    file.write_bytes('{"text": "灯"}'.encode("gb18030"))
    with pytest.raises(TrainingFailed, match="UTF-8"):
        read_examples([file])


def test_too_few_pairs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingFailed, match="训练样本太少"):
        train([written(tmp_path / "few.jsonl", [{"title": "甲", "body": "乙"}])], tmp_path / "model")


def test_a_folder_with_something_in_it_is_not_written_to(pairs: Path, tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    with pytest.raises(TrainingFailed, match="不是空目录"):
        train([pairs], tmp_path)


def test_clauses_that_repeat_the_title_are_taken_out() -> None:
    body = "本发明公开了一种电机车，包括车体。该电机车省电，耐用。"
    assert without_title("一种电机车", body) == "包括车体。该电机车省电，耐用。"
    assert without_title("", body) == body


def test_a_batch_holds_pairs_that_belong_together(pairs: Path) -> None:
    examples = read_examples([pairs])
    bodies = dict(examples.titled)
    batch = lessons_of(examples)[0].draw(random.Random(1), 30)
    assert len(batch.firsts) == len(set(batch.seconds)) == 30
    assert all(bodies[title] == body for title, body in zip(batch.firsts, batch.seconds, strict=True))


def test_a_text_taken_apart_loses_nothing_and_doubles_nothing(pairs: Path) -> None:
    examples = read_examples([pairs])
    batch = lessons_of(examples)[-1].draw(random.Random(1), 30)
    whole = {frozenset(filter(None, body.split("。"))) for body in examples.bodies()}
    for first, second in zip(batch.firsts, batch.seconds, strict=True):
        assert frozenset([*first.split("。"), *second.split("。")]) in whole


def test_figures_say_how_often_the_right_one_is_first() -> None:
    class Lettered:
        id, dimensions = "letters", 3

        def encode(self, texts: Sequence[str]) -> Vectors:
            return np.eye(3, dtype=np.float32)[["abc".index(text) for text in texts]]

        encode_queries = encode

    assert figures_of(Lettered(), [("a", "a"), ("b", "b"), ("c", "c")])["R@1"] == 1
    mixed_up = figures_of(Lettered(), [("a", "a"), ("b", "c"), ("c", "b")])
    assert mixed_up == pytest.approx({"R@1": 1 / 3, "R@10": 1, "MRR@10": 5 / 9})
