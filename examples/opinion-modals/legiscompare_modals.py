"""A second opinion that looks at modal verbs alone: is the norm's own verb now stronger or weaker?

A second opinion is any object with a function `opinion`. It gets a `Question` and gives the cells of a coding sheet. The
program checks them: the values must follow the codebook, and the quotes must be words of the passages. This one is a
measuring stick: a coder that cannot beat it knows nothing but modal verbs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legiscompare.study.opinions import Question

STRENGTH = {
    "must not": 3, "shall not": 3, "must": 3, "shall": 3, "should": 2, "ought to": 2, "may": 1, "can": 1,
    "不得": 3, "禁止": 3, "必须": 3, "应当": 3, "应": 3, "可以": 1,
}  # fmt: skip
_MODAL = re.compile(r"\b(?:must not|shall not|must|shall|should|ought to|may|can)\b|不得|禁止|必须|应当|可以|应")
TAGS = {1: ("strengthened", "up", "deontic+"), -1: ("softened", "down", "deontic-"), 0: ("reworded", "none", "")}


class Modals:
    """Compares the first modal verb of both passages."""

    def opinion(self, question: Question) -> dict[str, str]:
        """Cells of the sheet; a passage without a modal is quoted by its first words."""
        draft, final = _MODAL.search(question.draft_text), _MODAL.search(question.final_text)
        before, after = (STRENGTH[found[0]] if found else 0 for found in (draft, final))
        tag, burden, dimensions = TAGS[(after > before) - (after < before) if draft and final else 0]
        return {
            "kind": "permission" if after == 1 else "obligation",
            "bearer": "regulated",
            "measured": "regulated",
            "tag": tag,
            "burden": burden,
            "dimensions": dimensions,
            "draft_cue": draft[0] if draft else question.draft_text.split("\n")[0][:20],
            "final_cue": final[0] if final else question.final_text.split("\n")[0][:20],
            "sure": "1",
            "note": "by the modal verb alone",
        }


modals = Modals()
