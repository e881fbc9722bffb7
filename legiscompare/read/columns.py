"""Comparison tables: two columns, one the text as it was, one the text as it is to be. They are two documents."""

from __future__ import annotations

import re

# What stands over the two columns, whole cell, in the languages that print such tables.
_BEFORE = (
    r"(?:text proposed by the commission|commission(?:'s)? (?:proposal|text)|(?:first |consultation )?draft(?: text)?"
    r"|(?:current|existing|present) (?:text|law|wording)|as introduced|before|original text"
    r"|vorschlag der kommission|geltendes recht|(?:referenten|regierungs)?entwurf|bisherige fassung"
    r"|texte proposé par la commission|texte en vigueur|(?:avant-)?projet(?: de loi)?"
    r"|(?:公开)?征求意见稿|草案|送审稿|(?:修改|修订|修正)前|现行(?:规定|条文|法律|法)?|原(?:文|条文|规定))"
)
_AFTER = (
    r"(?:amendments?|amended text|(?:final|adopted|new) (?:text|version|wording)|final"
    r"|proposed (?:text|amendment|wording)"
    r"|as (?:amended|adopted|passed|enacted)|after|parliament(?:'s)? (?:position|amendments?)"
    r"|änderungsantrag|geänderter text|(?:künftige|neue|geänderte) fassung|beschlossene fassung"
    r"|amendements?|texte (?:modifié|adopté|définitif)"
    r"|正式稿|(?:公布|发布|终|最终)稿|(?:修改|修订|修正)后|(?:修订|修改)(?:条文|草案)?|新(?:文|条文|规定))"
)


def are_versions(left: str, right: str) -> bool:
    """Whether two column headings say that the left column became the right one."""
    one, two = (" ".join(words.split()).strip(" *_:：") for words in (left, right))
    return bool(re.fullmatch(_BEFORE, one, re.IGNORECASE) and re.fullmatch(_AFTER, two, re.IGNORECASE))
