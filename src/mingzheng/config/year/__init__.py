"""A year of the district, played by the rooms' own commands from a seed: for tests, screenshots and benchmarks."""

from mingzheng.config.year.defects import Defects, Planted
from mingzheng.config.year.playing import FIRST, LAST, LAST_OF_YEAR, Played, play
from mingzheng.config.year.stage import Stage

__all__ = ["FIRST", "LAST", "LAST_OF_YEAR", "Defects", "Planted", "Played", "Stage", "play"]
