"""Personal data, secrets and sensitive words in a text. ``scan`` and ``mask`` are pure; ``queries.review`` adds the lexicon."""

from mingzheng.core.privacy.detectors import mask, remove, scan
from mingzheng.core.privacy.findings import Finding, Severity

__all__ = ["Finding", "Severity", "mask", "remove", "scan"]
