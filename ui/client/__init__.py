"""The pages' only way to the knowledge base: the HTTP API, one file a room."""

from ui.client.checks import CheckRequest, Checks, ResultsAsked
from ui.client.connection import ApiProblem, ApiUnreachable, ClientError
from ui.client.deals import Deals, DealsAsked
from ui.client.holdings import Holdings
from ui.client.imports import ImportRequest, Imports
from ui.client.needs import Needs
from ui.client.records import Records
from ui.client.screening import CandidatesAsked, Screening
from ui.client.tables import Upload


class ApiClient(Records, Imports, Checks, Deals, Needs, Screening, Holdings):
    """Everything that can be asked of the API. Every call raises ApiProblem or ApiUnreachable."""


__all__ = [
    "ApiClient",
    "ApiProblem",
    "ApiUnreachable",
    "CandidatesAsked",
    "CheckRequest",
    "ClientError",
    "DealsAsked",
    "ImportRequest",
    "ResultsAsked",
    "Upload",
]
