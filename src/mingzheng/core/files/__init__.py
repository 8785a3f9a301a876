"""Files: typed by content, read, scanned for what they hide, and kept under the permission of the record they belong to.

``extract_text``, ``scan_hidden`` and ``scrub.scrub`` are pure; ``commands.store`` writes.
"""

from mingzheng.core.files.extraction import Extracted, extract_text
from mingzheng.core.files.hidden import scan_hidden
from mingzheng.core.files.hidden_findings import HiddenFinding

__all__ = ["Extracted", "HiddenFinding", "extract_text", "scan_hidden"]
