from dataclasses import dataclass
import numpy as np
from core.scenario.run import run

LEVELS = (0.5, 0.8, 0.95)


@dataclass(frozen=True)
class Spread:
    draws: int
    seed: int
    paths: dict
    basis: object

    def band(self, id, level):
        p = self.paths.get(id)
        if p is None:
            return None
        return np.quantile(p.values, [(1 - level) / 2, (1 + level) / 2], axis=1)

    def probability(self, id, year):
        p = self.paths.get(id)
        g = self.basis.goal(id)
        if p is None or g is None or p.at(year) is None:
            return None
        return float((p.at(year) >= g.value - 1e-9).mean())


def draw(basis, values, draws=10000, seed=1):
    rng = np.random.default_rng(seed)
    t = values + rng.standard_normal((draws, len(values))) * np.array(
        [(l.plausible[1] - l.plausible[0]) / 2.56 for l in basis.levers]
    )
    lo = np.array([l.low for l in basis.levers])
    hi = np.array([l.high for l in basis.levers])
    return Spread(draws, seed, run(basis, np.clip(t, lo, hi)).paths, basis)
