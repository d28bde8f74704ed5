"""What several pages share: asking, showing texts safely, hits, facets, notices."""
