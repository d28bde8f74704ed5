"""Learning the rows of a static encoder, with sentence-transformers on the CPU."""

import random
from collections.abc import Callable
from itertools import accumulate
from typing import Final

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import CoSENTLoss, MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from indexer.training.lessons import BATCH, Batch, Lesson
from indexer.training.table import Table
from indexer.training.vocabulary import UNKNOWN_ID

STEPS: Final = 200
"""Batches learned from; more only learns the training titles by heart."""

RATE: Final = 8e-4
"""Learning rate at its highest: the step of one number of the table, whose rows start about one long."""

WARM_UP: Final = 20
"""Steps until the rate is at its highest; from there it falls to nothing."""

LENGTH: Final = 400
"""Characters of a text that are learned from at once; whole passages cost twice the time."""

SAID: Final = 10
"""Steps between two lines of progress."""

SCALE: Final = 20.0
"""Sharpness of the choice between the right answer and the wrong ones."""


def learn(
    tokenizer: Tokenizer, table: Table, lessons: list[Lesson], seed: int, progress: Callable[[str], None]
) -> SentenceTransformer:
    """A model that starts from `table` and has learned from batches of all lessons."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    static = StaticEmbedding(tokenizer, embedding_weights=table.copy())
    # A batch touches a few thousand of the rows; only those are worth computing.
    static.embedding.sparse = True
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    optimizer = torch.optim.SparseAdam(static.embedding.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _share_of_rate)
    loss_of = _losses(model)
    totals = list(accumulate(lesson.weight for lesson in lessons))
    for step in range(STEPS if lessons else 0):
        batch = rng.choices(lessons, cum_weights=totals)[0].draw(rng, BATCH)
        loss = loss_of(batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()  # type: ignore[no-untyped-call]
        schedule.step()
        with torch.no_grad():
            static.embedding.weight[UNKNOWN_ID] = 0
        if (step + 1) % SAID == 0:
            progress(f"训练：{step + 1}/{STEPS} 批，损失 {loss.item():.3f}")
    return model


def _share_of_rate(step: int) -> float:
    return min(1.0, (step + 1) / WARM_UP) * (1 - step / STEPS)


def _losses(model: SentenceTransformer) -> Callable[[Batch], torch.Tensor]:
    """The loss of a batch: right answers in both directions, or the order of the scores."""
    ranking = MultipleNegativesRankingLoss(
        model, scale=SCALE, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
    )
    ordering = CoSENTLoss(model, scale=SCALE)

    def loss_of(batch: Batch) -> torch.Tensor:
        columns = [model.preprocess([text[:LENGTH] for text in texts]) for texts in (batch.firsts, batch.seconds)]
        if batch.scores is None:
            loss: torch.Tensor = ranking(columns, torch.empty(0))
        else:
            # A sum over pairs of pairs: brought to the size of the other loss.
            loss = ordering(columns, torch.tensor(np.asarray(batch.scores, np.float32))) / SCALE
        return loss

    return loss_of
