"""查重: finding what was handed in before, with evidence that a reviewer can defend."""
