from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest

from benchmarks.duplicates.parts import BEARERS, Benchmark, Part
from benchmarks.duplicates.planting import ALONE, WITH_HOST
from benchmarks.duplicates.split import PARTS, Split
from benchmarks.duplicates.texts import Text
from benchmarks.duplicates.wording import templates
from benchmarks.held_out import Row
from corpus.synthetic import achievements

BASES = tuple(range(0, 12 * 40, 40))
CLASSES = ("paraphrase", "summary", "expansion", "other_method")


@pytest.fixture(scope="module")
def benchmark() -> Benchmark:
    texts = [
        Text(f"patents {at}", "patent", a.model_copy(update={"summary": a.body if at % 5 else "", "benefit": ""}))
        for at, a in enumerate(islice(achievements(1_200), 1_200))
    ]
    rewrites: list[Row] = [
        {
            "base": f"D{base:04d}",
            "class": name,
            "title": name,
            "unit": "某厂",
            "people": ["孙燕"],
            "text": f"{name}{base}",
        }
        for base in BASES
        for name in CLASSES
    ]
    return Benchmark(texts, rewrites, Split(frozenset(f"patents {base}" for base in BASES)), per_class=8)


@pytest.fixture(scope="module")
def parts(benchmark: Benchmark) -> list[Part]:
    return [benchmark.part(name) for name in PARTS]


def test_a_part_is_the_same_every_time(benchmark: Benchmark, parts: list[Part]) -> None:
    assert benchmark.part("tune") == parts[1]


def test_no_text_of_one_part_is_a_source_or_a_submission_of_another(parts: list[Part]) -> None:
    sources = [{part.history[id - 1].achievement.code for p in part.planted for id in p.sources} for part in parts]
    unrelated = [{achievement.code for achievement in part.unrelated} for part in parts]
    innocent_sources = [
        {part.history[id - 1].achievement.code for p in part.planted if p.planted == "template" for id in p.sources}
        for part in parts
    ]
    own = [
        planted - background | spare
        for planted, background, spare in zip(sources, innocent_sources, unrelated, strict=True)
    ]
    assert all(not own[i] & own[j] for i in range(3) for j in range(i))


def test_what_is_measured_saw_no_history_before(benchmark: Benchmark) -> None:
    tested = {text.key for text in benchmark.texts if benchmark.split.role(text) == "test"}
    tuned = {text.key for text in benchmark.texts if benchmark.split.role(text) == "tune"}
    fit, tune, test = ({text.key for text in benchmark.split.history(benchmark.texts, name)} for name in PARTS)
    assert not fit & (tuned | tested)
    assert not tune & tested
    assert not test & tuned


def test_ids_are_places_and_unrelated_submissions_are_in_no_history(parts: list[Part]) -> None:
    for part in parts:
        assert [record.id for record in part.history] == list(range(1, len(part.history) + 1))
        assert not {a.code for a in part.unrelated} & {record.achievement.code for record in part.history}


def test_every_class_is_planted_as_often_as_asked(parts: list[Part]) -> None:
    for part, bases in zip(parts, (6, 2, 4), strict=True):
        counts = Counter(planted.planted for planted in part.planted)
        rewritten = [counts.pop(name) for name in ("paraphrase", "summary", "expansion", "other method")]
        assert rewritten == [bases] * 4
        assert set(counts) <= {*ALONE, *WITH_HOST, "merge", "template"}
        assert counts["verbatim"] == counts["merge"] == counts["template"] == counts["splice 15 %"] == 8
        assert max(counts.values()) == 8


def test_the_truth_is_in_the_history(parts: list[Part]) -> None:
    for part in parts:
        for planted in part.planted:
            source = part.history[planted.sources[0] - 1].achievement
            if planted.planted in ("verbatim", "renamed", "other people", "other unit"):
                assert planted.submission.body == source.body


def test_a_template_stands_in_records_of_units_of_one_group(parts: list[Part]) -> None:
    for part in parts:
        planted = [each for each in part.planted if each.planted == "template"]
        assert len({each.sources for each in planted}) == len(templates(part.name))
        for each in planted:
            bearing = [part.history[id - 1].achievement for id in each.sources]
            assert len(bearing) == BEARERS
            same_start = {a.summary.replace(a.unit, "")[:40] for a in (*bearing, each.submission)}
            assert len(same_start) == 1
            assert len({a.unit.partition("集团")[0] for a in (*bearing, each.submission)}) == 1


def test_all_rewrites_of_a_patent_are_in_one_part(benchmark: Benchmark, parts: list[Part]) -> None:
    bases: list[set[str]] = []
    for part in parts:
        planted = [each for each in part.planted if each.planted == "summary"]
        bases.append({each.submission.summary.removeprefix("summary") for each in planted})
        assert {
            e.submission.summary.removeprefix("expansion") for e in part.planted if e.planted == "expansion"
        } == bases[-1]
    assert sorted(map(len, bases)) == [2, 4, 6]
    assert len(set.union(*bases)) == len(BASES)


def test_turns_measure_every_rewritten_patent_once_and_never_tune_on_what_is_tested(benchmark: Benchmark) -> None:
    def those(split: Split, part: str) -> list[str]:
        return [key for key in split.rewritten if split.part_of_rewritten(key) == part]

    first, keys = benchmark.split, benchmark.split.rewritten
    tested, tuned = first.turns("test"), first.turns("tune")
    assert tested[0] == tuned[0] == first
    assert sorted(key for turn in tested for key in those(turn, "test")) == sorted(keys)
    assert sorted([*(key for turn in tuned for key in those(turn, "tune")), *those(first, "test")]) == sorted(keys)
    assert all(those(turn, "test") == those(first, "test") for turn in tuned)


def test_other_texts_stay_where_they_are_when_folds_turn(benchmark: Benchmark) -> None:
    turned = replace(benchmark.split, tuned=3, tested=1)
    others = [text for text in benchmark.texts if text.key not in turned.rewritten]
    assert [turned.role(text) for text in others] == [benchmark.split.role(text) for text in others]


def test_what_the_encoder_was_trained_on_is_never_measured(benchmark: Benchmark) -> None:
    trained = replace(benchmark.split, trained=frozenset(text.key for text in benchmark.texts))
    others = [text for text in benchmark.texts if text.key not in trained.rewritten]
    assert {trained.role(text) for text in others} == {"background", "fit"}
