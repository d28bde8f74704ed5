"""The pages' models and names are those of the API."""

import pytest
from pydantic import BaseModel

from corpus import facts
from corpus.achievement import FIELD_NAMES as CORPUS_NAMES
from corpus.achievement import TEXT_FIELDS as CORPUS_TEXT_FIELDS
from corpus.achievement import Version
from corpus.need import Need, NeedVersion
from indexer.document import FACT_FACETS, NUMBER_FIELDS
from search_api import answers as api
from search_api.deals import answers as deals
from search_api.duplicates import answers as checks
from search_api.duplicates import report
from search_api.matching import answers as matching
from search_api.screening import answers as screening
from search_api.search.fields import VALUE_NAMES as API_VALUE_NAMES
from search_api.search.fields import display_name
from search_api.search.question import MAX_PAGE, MAX_SIZE, MAX_TEXT
from ui import answers as pages
from ui.asking import LAST_PAGE, MAX_QUESTION, SIZES
from ui.fields import FACT_NAMES, FIELD_NAMES, TEXT_FIELDS, VALUE_NAMES

PAIRS: dict[type[BaseModel], type[BaseModel]] = {
    pages.Span: api.Span, pages.Arm: api.Arm, pages.Snippet: api.Snippet, pages.Hit: api.Hit,
    pages.FacetValue: api.FacetValue, pages.Facet: api.Facet, pages.SearchAnswer: api.SearchAnswer,
    pages.FacetsAnswer: api.FacetsAnswer, pages.Version: Version, pages.AchievementAnswer: api.AchievementAnswer,
    pages.SimilarHit: api.SimilarHit, pages.SimilarAnswer: api.SimilarAnswer, pages.Suggestions: api.Suggestions,
    pages.Rejected: api.Rejected, pages.Column: api.ColumnAnswer, pages.Table: api.TableAnswer,
    pages.ImportedFile: api.ImportedFile, pages.ImportAnswer: api.ImportAnswer, pages.ImportList: api.ImportList,
    pages.IndexAnswer: api.IndexAnswer, pages.Statistics: api.StatisticsAnswer, pages.Synonyms: api.SynonymsAnswer,
    pages.Template: api.TemplateAnswer, pages.TemplateList: api.TemplatesAnswer,
    pages.Problem: api.Problem, pages.Stretch: report.StretchReport, pages.Passage: report.PassageReport,
    pages.SharedStretch: report.TemplateReport,
    pages.Coverage: report.CoverageReport, pages.Evidence: report.EvidenceReport,
    pages.CheckedMatch: report.MatchReport, pages.CheckedSubmission: report.SubmissionReport,
    pages.CheckedAnswer: checks.CheckedAnswer, pages.CheckedRow: checks.CheckedRow,
    pages.Money: deals.Money, pages.DealStep: deals.StepAnswer, pages.Deal: deals.DealAnswer,
    pages.DealList: deals.DealsAnswer, pages.DealStage: deals.StageAnswer, pages.DealFigures: deals.FiguresAnswer,
    pages.DealGroup: deals.GroupAnswer, pages.Funnel: deals.FunnelAnswer,
    pages.Quote: screening.Quote, pages.Reference: screening.Reference, pages.Trace: screening.Trace,
    pages.NeedReference: screening.NeedReference,
    pages.CandidateIndicator: screening.IndicatorAnswer, pages.FrontlineMark: screening.FrontlineAnswer,
    pages.Candidate: screening.CandidateAnswer, pages.CandidateList: screening.CandidatesAnswer,
    pages.Weight: screening.WeightAnswer, pages.Profile: screening.ProfileAnswer,
    pages.ProfileList: screening.ProfilesAnswer, pages.Difference: screening.Difference,
    pages.ComparedCandidates: screening.ComparedAnswer,
    pages.NeedTold: Need, pages.NeedVersion: NeedVersion, pages.StoredNeed: matching.NeedAnswer,
    pages.NeedList: matching.NeedsAnswer, pages.Demand: matching.DemandAnswer,
    pages.DemandCheck: matching.DemandCheck, pages.Reason: matching.Reason, pages.Ripe: matching.Ripe,
    pages.MatchHit: matching.MatchHit, pages.Matches: matching.MatchesAnswer, pages.NeedHit: matching.NeedHit,
    pages.NeedsFor: matching.NeedsFor,
    pages.HitFacts: api.HitFacts, pages.Facts: facts.Facts, pages.FactEvidence: facts.Evidence,
    pages.Benefit: facts.Benefit, pages.OtherMoney: facts.OtherMoney, pages.Change: facts.Change,
    pages.Mention: facts.Mention,
    pages.CheckedRows: checks.CheckedRows, pages.CheckAnswer: checks.CheckAnswer, pages.CheckList: checks.CheckList,
}  # fmt: skip


@pytest.mark.parametrize("page", PAIRS, ids=lambda model: model.__name__)
def test_every_key_that_a_page_reads_is_one_that_the_api_says(page: type[BaseModel]) -> None:
    assert set(page.model_fields) <= set(PAIRS[page].model_fields)


def test_every_model_of_the_pages_has_its_counterpart() -> None:
    models = {model for model in vars(pages).values() if isinstance(model, type) and issubclass(model, pages.Answer)}
    assert models - {pages.Answer} == set(PAIRS)


def test_fields_are_called_as_everywhere() -> None:
    assert FIELD_NAMES == CORPUS_NAMES
    assert {field: display_name(field) for field in FACT_NAMES} == FACT_NAMES
    assert VALUE_NAMES == API_VALUE_NAMES
    assert set(FACT_NAMES) == {*FACT_FACETS, *NUMBER_FIELDS}
    assert TEXT_FIELDS == CORPUS_TEXT_FIELDS


def test_limits_are_those_of_the_api() -> None:
    assert (MAX_QUESTION, LAST_PAGE, max(SIZES)) == (MAX_TEXT, MAX_PAGE, MAX_SIZE)
