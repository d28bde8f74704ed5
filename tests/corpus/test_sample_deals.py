"""The sample deals: varied, in keeping with the rules, and loaded once."""

from pathlib import Path

from corpus import samples
from corpus.deals import STAGES
from corpus.importing.run import import_file, import_needs
from corpus.samples.deals import deals, load_deals
from corpus.store import Store


def test_sample_deals_are_varied_and_loaded_once(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'innokb.sqlite'}") as store:
        for file in samples.achievement_files():
            import_file(store, file)
        for file in samples.need_files():
            import_needs(store, file)
        assert load_deals(store, "样例") == len(list(deals())) >= 30
        assert load_deals(store, "样例") == 0
        figures = store.deal_figures()
        assert all(stage.recorded >= 4 for stage in figures.stages)
        assert figures.completed >= 4
        assert figures.abandoned >= 3
        assert {deal.stage for batch in store.all_deals() for deal in batch} == set(STAGES) - {"need"}
        assert sum(deal.parties.need_id is not None for batch in store.all_deals() for deal in batch) == 2
        assert len(store.deal_groups("region")) >= 9
        assert len(store.deal_groups("year")) >= 5
