"""Assessment: indicator systems with their weights, rounds, samples, scores, appeals, ranking."""
