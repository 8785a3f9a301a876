"""Letters of a case: what kinds there are, what they must say, composing and issuing them."""

from mingzheng.requests.foi.letters.composing import Composed, in_words, preview
from mingzheng.requests.foi.letters.demands import SUPPLIED, lacking
from mingzheng.requests.foi.letters.issuing import issue, issue_answer
from mingzheng.requests.foi.letters.keeping import keep_files, wanting

__all__ = ["SUPPLIED", "Composed", "in_words", "issue", "issue_answer", "keep_files", "lacking", "preview", "wanting"]
