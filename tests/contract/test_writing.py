"""Every engine: writing, replacing, deleting, rebuilding, and who may."""

from pathlib import Path

import pytest

from indexer.engine.protocol import Engine, Filter, Match, Nearest, Recipe, Scope
from indexer.errors import IndexBusy, IndexMismatch, IndexMissing
from tests.contract.conftest import OpenEngine, fill
from tests.contract.documents import RECIPE, document, encode


def titles(engine: Engine) -> list[str]:
    """What the index holds, as seen by reading it in every way."""
    ids = engine.browse(Filter(), 0, 1000)
    [near] = engine.rank([Nearest(encode(["皮带"])[0], limit=1000)])
    assert sorted(near.ids.tolist()) == sorted(ids)
    assert engine.count(Scope()) == engine.state().documents == len(ids)
    return [str(id) for id in sorted(ids)]


def test_without_an_index_everything_says_so(engine: Engine) -> None:
    with pytest.raises(IndexMissing, match="innokb index"):
        engine.state()
    with pytest.raises(IndexMissing):
        engine.rank([Match("words", {"皮带": 1.0}, {"title": 1.0})])


def test_the_state_names_recipe_revision_and_documents(engine: Engine) -> None:
    fill(engine, [document(1, "皮带"), document(2, "机")], revision=17)
    state = engine.state()
    assert (state.recipe, state.revision, state.documents) == (RECIPE, 17, 2)


def test_nothing_is_seen_before_the_commit_and_all_after_it(engine: Engine, open_engine: OpenEngine) -> None:
    fill(engine, [document(1, "皮带")])
    reader = open_engine(RECIPE)
    with engine.writer() as writer:
        writer.put([document(2, "皮带")])
        writer.delete([1])
        assert titles(reader) == titles(engine) == ["1"]
        writer.commit(2)
        assert titles(reader) == titles(engine) == ["2"]
        assert reader.state().revision == 2


def test_leaving_without_a_commit_changes_nothing(engine: Engine) -> None:
    fill(engine, [document(1, "皮带")])
    with engine.writer() as writer:
        writer.put([document(2, "皮带")])
        writer.delete([1])
    assert titles(engine) == ["1"]
    fill(engine, [document(3, "皮带")], revision=2)
    assert titles(engine) == ["1", "3"]


def test_an_error_in_the_middle_changes_nothing(engine: Engine) -> None:
    fill(engine, [document(1, "皮带")])

    def fail_halfway() -> None:
        with engine.writer() as writer:
            writer.put([document(2, "皮带")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert titles(engine) == ["1"]
    fill(engine, [document(2, "皮带")], revision=2)
    assert titles(engine) == ["1", "2"]


def test_a_document_with_the_same_id_is_replaced(engine: Engine) -> None:
    fill(engine, [document(1, "皮带", region="甲"), document(2, "皮带", region="甲")])
    fill(engine, [document(1, "提升", region="乙")], revision=2)
    [old, new] = engine.rank([Match("words", {word: 1.0}, {"title": 1.0}) for word in ("皮带", "提升")])
    assert (old.ids.tolist(), new.ids.tolist()) == ([2], [1])
    assert engine.facets(["region"], Scope())["region"].values == {"甲": 1, "乙": 1}
    assert engine.suggest("提", 5) == ["提升"]
    assert engine.rank([Nearest(encode(["提升 "])[0], limit=1)])[0].ids.tolist() == [1]


def test_of_the_same_id_twice_in_one_commit_the_last_stays(engine: Engine) -> None:
    fill(engine, [document(1, "皮带"), document(1, "提升"), document(1, "支架")])
    assert titles(engine) == ["1"]
    [ranking] = engine.rank([Match("words", {"皮带": 1.0, "提升": 1.0, "支架": 1.0}, {"title": 1.0})])
    assert ranking.ids.tolist() == [1]
    assert engine.suggest("支", 5) == ["支架"]


def test_deleting_twice_or_unknown_ids_is_no_error(engine: Engine) -> None:
    fill(engine, [document(1, "皮带"), document(2, "机")])
    with engine.writer() as writer:
        writer.delete([1, 1, 99])
        writer.delete([1])
        writer.commit(2)
    assert titles(engine) == ["2"]
    assert engine.rank([Match("words", {"皮带": 1.0}, {"title": 1.0})])[0].ids.tolist() == []
    assert engine.suggest("皮", 5) == []


def test_a_deleted_document_can_come_back(engine: Engine) -> None:
    fill(engine, [document(1, "皮带")])
    with engine.writer() as writer:
        writer.delete([1])
        writer.put([document(1, "皮带 机")])
        writer.commit(2)
    assert titles(engine) == ["1"]
    assert engine.suggest("皮", 5) == ["皮带机"]


def test_a_commit_of_nothing_new_moves_the_revision(engine: Engine) -> None:
    fill(engine, [document(1, "皮带")])
    with engine.writer() as writer:
        writer.commit(9)
    assert engine.state().revision == 9
    assert titles(engine) == ["1"]


def test_a_rebuild_is_seen_at_its_first_commit(engine: Engine, open_engine: OpenEngine) -> None:
    fill(engine, [document(1, "皮带")], revision=5)
    reader = open_engine(RECIPE)
    with engine.writer(rebuild=True) as writer:
        writer.put([document(2, "皮带")])
        assert titles(reader) == ["1"]
        writer.commit(6)
    assert titles(reader) == ["2"]
    assert reader.state().revision == 6


def test_a_rebuild_left_without_a_commit_changes_nothing(engine: Engine) -> None:
    fill(engine, [document(1, "皮带")])
    with engine.writer(rebuild=True) as writer:
        writer.put([document(2, "皮带")])
    assert titles(engine) == ["1"]


def test_the_same_documents_built_twice_answer_bit_for_bit(engine: Engine) -> None:
    documents = [document(n, f"词{n % 5} 词{n % 7}", f"词{n % 3} 词{n % 11}") for n in range(300)]
    questions: list[Match | Nearest] = [
        Match("words", {f"词{n}": 1.0, f"词{n + 1}": 0.5}, {"title": 2.0, "body": 1.0}) for n in range(10)
    ]
    questions += [Nearest(encode([f"词{n}"])[0]) for n in range(10)]
    answers = []
    for _ in range(2):
        with engine.writer(rebuild=True) as writer:
            for start in range(0, 300, 100):
                writer.put(documents[start : start + 100])
            writer.commit(1)
        answers.append([(r.ids.tobytes(), r.scores.tobytes()) for r in engine.rank(questions)])
    assert answers[0] == answers[1]


def test_there_is_one_writer_and_a_second_is_told_who(engine: Engine, open_engine: OpenEngine) -> None:
    second = open_engine(RECIPE)
    with engine.writer(), pytest.raises(IndexBusy, match="另一个进程"), second.writer():
        pass
    with second.writer() as writer:
        writer.commit(1)


@pytest.mark.parametrize(
    "other",
    [
        Recipe(1, "test-2", "none", "hashed-64", 64),
        Recipe(1, "test-1", "other", "hashed-64", 64),
        Recipe(1, "test-1", "none", "other-64", 64),
        Recipe(1, "test-1", "none", "hashed-64", 32),
        Recipe(2, "test-1", "none", "hashed-64", 64),
    ],
)
def test_an_index_of_another_recipe_is_refused_but_can_be_rebuilt(
    engine: Engine, open_engine: OpenEngine, other: Recipe
) -> None:
    fill(engine, [document(1, "皮带")])
    changed = open_engine(other)
    assert changed.state().recipe == RECIPE
    with pytest.raises(IndexMismatch, match="innokb index --rebuild"):
        changed.rank([])
    with pytest.raises(IndexMismatch), changed.writer():
        pass
    with changed.writer(rebuild=True) as writer:
        writer.commit(3)
    assert changed.count(Scope()) == 0
    with pytest.raises(IndexMismatch):
        engine.count(Scope())


def test_an_index_is_found_again_by_a_new_engine(engine: Engine, open_engine: OpenEngine, tmp_path: Path) -> None:
    fill(engine, [document(1, "皮带", region="甲")], revision=3)
    engine.close()
    again = open_engine(RECIPE)
    assert titles(again) == ["1"]
    assert again.state().revision == 3
