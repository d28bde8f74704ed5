"""Encoders: the bundled model, other models, and the three readers of one format."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.encoders import BUNDLED, Encoder, load_encoder
from indexer.encoders.static import FEW, StaticEncoder
from indexer.errors import EncoderUnavailable

TEXTS = [
    "矿井提升机断绳保护装置",
    "ET-1 型 10kV 高压开关柜，N06625 焊丝",
    "PLC 控制的皮带机集中控制系统。减少岗位 12 人，年节约 86 万元！",
    "一",
    "生僻字 𠀀 和表情 😀 之间的提升机" * 40,
]


@pytest.fixture(scope="module")
def bundled() -> Encoder:
    return load_encoder("bundled")


def test_vectors_have_unit_length(bundled: Encoder) -> None:
    vectors = bundled.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), bundled.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


@given(st.lists(st.text(st.sampled_from("矿井提升机断绳保护装置的333.5，plcΣß 𠀀😀\n\ud800")), max_size=40))
def test_vectors_of_many_texts_are_those_of_each(bundled: Encoder, texts: list[str]) -> None:
    many = bundled.encode([*texts, *TEXTS * FEW])
    alone = np.concatenate([bundled.encode([text]) for text in [*texts, *TEXTS]])
    assert np.array_equal(many[: len(alone)], alone)


def test_a_model_cut_in_another_way_gives_the_same_for_many_texts(tmp_path: Path) -> None:
    encoder = tiny(tmp_path / "model", 1)
    assert np.array_equal(encoder.encode(TEXTS * FEW)[: len(TEXTS)], encoder.encode(TEXTS))


def test_what_means_the_same_is_nearer_than_what_does_not(bundled: Encoder) -> None:
    question = bundled.encode_queries(["皮带机跑偏怎么处理"])[0]
    right, wrong = bundled.encode(["带式输送机皮带跑偏自动纠正装置", "医院病房护理床的翻身结构"])
    assert question @ right > question @ wrong + 0.2


def test_a_text_without_anything_known_is_a_row_of_zeros(bundled: Encoder) -> None:
    assert not bundled.encode(["", "。，！", "😀"]).any()


def test_no_texts_give_no_rows(bundled: Encoder) -> None:
    assert bundled.encode([]).shape == (0, bundled.dimensions)


@given(st.lists(st.text(max_size=40), max_size=5), st.integers(0, 600))
def test_a_vector_does_not_depend_on_what_it_is_encoded_with(bundled: Encoder, others: list[str], repeats: int) -> None:
    alone = bundled.encode([TEXTS[0]])[0]
    among = bundled.encode([*others, *[TEXTS[2]] * repeats, TEXTS[0]])[-1]
    assert np.array_equal(alone, among)


def test_a_vector_is_the_same_before_and_after_a_bulk() -> None:
    encoder = load_encoder("bundled")
    before = encoder.encode_queries(TEXTS)
    encoder.encode(["煤矿井下"] * 100)
    assert np.array_equal(encoder.encode_queries(TEXTS), before)


@given(st.text(st.characters(exclude_categories=())))
def test_any_unicode_can_be_encoded(bundled: Encoder, text: str) -> None:
    length = np.linalg.norm(bundled.encode([text])[0])
    assert length == 0 or length == pytest.approx(1, abs=1e-5)


def test_three_readers_of_one_model_agree(bundled: Encoder) -> None:
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer

    ours = bundled.encode(TEXTS)
    reference = SentenceTransformer(str(BUNDLED), device="cpu").float()
    theirs = reference.encode(TEXTS, show_progress_bar=False)
    assert np.abs(ours - theirs).max() < 1e-5
    # The table is float16, and model2vec adds its rows up in it.
    third = StaticModel.from_pretrained(BUNDLED).encode(TEXTS, max_length=None, normalize=True)
    assert np.abs(ours - third).max() < 5e-3


def test_loading_needs_none_of_the_heavy_libraries() -> None:
    heavy = {"torch", "sentence_transformers", "transformers", "model2vec", "scipy", "jieba"}
    code = f"""
import sys
from indexer.encoders import load_encoder
load_encoder("bundled").encode(["矿井提升机"])
print(sorted({heavy!r} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_bundled_files_stay_small() -> None:
    assert sum(file.stat().st_size for file in BUNDLED.rglob("*") if file.is_file()) <= 40_000_000


def test_the_model_card_says_data_seed_and_figures() -> None:
    card = (BUNDLED / "README.md").read_text("utf-8")
    assert all(part in card for part in ("训练数据", "随机种子", "R@1"))


def test_the_id_names_the_weights(bundled: Encoder, tmp_path: Path) -> None:
    assert load_encoder("bundled").id == bundled.id
    assert tiny(tmp_path / "a", 1).id != tiny(tmp_path / "b", 2).id


@pytest.mark.parametrize("name", ["./没有这个目录", "/no/such/model", "没有这个模型", "~/无"])
def test_a_folder_that_is_missing_is_said_without_asking_a_network(name: str) -> None:
    with pytest.raises(EncoderUnavailable, match="找不到编码器目录"):
        load_encoder(name)


def test_a_damaged_model_is_said(tmp_path: Path) -> None:
    tiny(tmp_path / "model", 1)
    weights = tmp_path / "model" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(EncoderUnavailable, match="不完整或已损坏"):
        load_encoder(str(tmp_path / "model"))


def test_a_table_shorter_than_its_vocabulary_is_refused(tmp_path: Path) -> None:
    tiny(tmp_path / "model", 1, rows=3)
    with pytest.raises(EncoderUnavailable, match="词表比向量表长"):
        load_encoder(str(tmp_path / "model"))


def test_a_model_that_is_not_static_is_left_to_sentence_transformers(tmp_path: Path) -> None:
    """A static table and a dense layer behind it: more than our reader can do."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, StaticEmbedding

    tiny(tmp_path / "static", 1)
    static = StaticEmbedding.load(str(tmp_path / "static"))
    model = SentenceTransformer(modules=[static, Dense(4, 2)], device="cpu", prompts={"query": "甲"})
    model.save(str(tmp_path / "dense"), create_model_card=False)
    encoder = load_encoder(str(tmp_path / "dense"))
    vectors = encoder.encode(["甲乙", "", "丙", "甲乙"])
    assert vectors.shape == (4, encoder.dimensions) == (4, 2)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1, 1], abs=1e-5)
    assert np.array_equal(vectors[0], vectors[3])
    assert np.allclose(encoder.encode_queries(["乙"])[0], encoder.encode(["甲乙"])[0])


def test_a_model_that_cannot_be_had_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderUnavailable, match="无法加载"):
        load_encoder("no-such-organisation/no-such-model")


def tiny(folder: Path, seed: int, rows: int = 5) -> StaticEncoder:
    """A static model of four characters and four dimensions, written as sentence-transformers writes it."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer
    from tokenizers.models import Unigram

    folder.mkdir()
    Tokenizer(Unigram([("[UNK]", 0.0), *((c, -1.0) for c in "甲乙丙丁")], 0, byte_fallback=False)).save(
        str(folder / "tokenizer.json")
    )
    table = np.random.default_rng(seed).standard_normal((rows, 4)).astype(np.float32)
    save_file({"embedding.weight": table}, folder / "model.safetensors")
    kind = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
    (folder / "modules.json").write_text(json.dumps([{"idx": 0, "name": "0", "path": "", "type": kind}]))
    encoder = load_encoder(str(folder)) if rows == 5 else None
    assert encoder is None or isinstance(encoder, StaticEncoder)
    return encoder  # type: ignore[return-value]
