"""Two small laws of our own, as lines with their style. All specimens are made of them."""

from __future__ import annotations

Lines = list[tuple[str, str]]

ENGLISH: Lines = [
    ("title", "Regulation on the Locks of the Great Western Canal"),
    ("chapter", "Chapter I"),
    ("heading", "General provisions"),
    ("article", "Article 1"),
    ("heading", "Subject matter"),
    ("para", ("1. This Regulation lays down rules for the safe working of locks and for the duties of those who keep them, "
             "and it shall be read together with the orders that the Canal Board issues under Article 5.")),
    ("para", "2. It applies to:"),
    ("point", "(a) keepers of locks, whether they are paid by the Canal Board or by the owner of the lock;"),
    ("point", "(b) masters of vessels that are longer than five metres, in particular:"),
    ("subpoint", "(i) vessels under sail;"),
    ("subpoint", "(ii) vessels that carry dangerous cargo."),
    ("para", "It does not apply to rafts, swimmers or model boats."),
    ("article", "Article 2"),
    ("heading", "Definitions"),
    ("para", "For the purposes of this Regulation, the following definitions apply:"),
    ("point", "(1) ‘lock’ means a chamber with gates at both ends, in which vessels are raised or lowered;"),
    ("point", "(2) ‘keeper’ means a natural person who opens and closes the gates of a lock;"),
    ("point", "(3) ‘Board’ means the Canal Board."),
    ("article", "Article 3"),
    ("heading", "Duties of keepers"),
    ("para", "Keepers shall:"),
    ("point", "(a) open the gates within fifteen minutes of a request, unless the water level makes that unsafe;"),
    ("point", "(b) keep a log in which each passage is entered on the same day."),
    ("para", ("A keeper who cannot come to the lock shall tell the Board without undue delay and shall name a deputy who "
             "knows the lock.")),
    ("chapter", "Chapter II"),
    ("heading", "Supervision"),
    ("article", "Article 4"),
    ("heading", "Inspections"),
    ("para", "1. The Board shall inspect every lock at least once a year."),
    ("para", ("2. The owner of a lock shall repair a fault that is found within sixty days of the report; where a longer time is "
             "needed, the Board may grant it once.")),
    ("article", "Article 5"),
    ("heading", "Orders"),
    ("para", "The Board may issue orders on the hours of opening. It shall publish them three months before they take effect."),
    ("article", "Article 6"),
    ("heading", "Entry into force"),
    ("para", "This Regulation enters into force on 1 May 2031."),
]  # fmt: skip

CHINESE: Lines = [
    ("title", "河湾市船闸管理办法"),
    ("chapter", "第一章　总则"),
    ("article", "第一条　为了规范船闸的使用，保障船舶通行安全，维护经营者和船员的合法权益，制定本办法。"),
    ("article", "第二条　在本市行政区域内设置、使用、维护船闸，适用本办法。"),
    ("para", "游泳者和模型船不适用本办法。"),
    ("article", "第三条　船闸管理机构应当遵守下列规定："),
    ("point", "（一）公布开闸时间和收费标准；"),
    ("point", "（二）记录过闸船舶的名称、吨位和时间，记录保存期限不得少于三年；"),
    ("point", "（三）采取有效措施，防止闸门发生事故。"),
    ("para", "船闸管理机构不得收取未公布的费用。"),
    ("chapter", "第二章　监督检查"),
    ("article", "第四条　市交通运输主管部门应当每年至少检查一次船闸，发现隐患的，应当责令船闸管理机构在三十日内改正；需要延长期限的，可以延长一次，但延长的期限不得超过三十日。"),
    ("article", "第四条之一　船闸管理机构应当配合检查。"),
    ("article", "第五条　违反本办法规定的，由市交通运输主管部门处五百元以上五千元以下罚款。"),
    ("article", "第六条　本办法自2031年5月1日起施行。"),
]  # fmt: skip


def plain(lines: Lines) -> str:
    """One line of text for each."""
    return "".join(text + "\n" for _, text in lines)


def markdown(lines: Lines) -> str:
    """Markdown: headings for title, chapters and articles; points nested as text."""
    out = []
    for style, text in lines:
        marks = {"title": "# ", "chapter": "## ", "heading": "*"}.get(style, "")
        if style == "article" and "　" not in text:
            marks = "### "
        out.append(f"{marks}{text}{'*' if style == 'heading' else ''}\n\n")
    return "".join(out)


def html(lines: Lines, language: str) -> str:
    """A page with a menu, the law, and a footer."""
    body = []
    for style, text in lines:
        tag = {"title": "h1", "chapter": "h2", "article": "h3" if "　" not in text else "p"}.get(style, "p")
        words = text.replace("&", "&amp;").replace("<", "&lt;")
        words = (
            words.replace("　", " &#12288;")
            if language == "zh"
            else f"<em>{words}</em>"
            if style == "heading"
            else words
        )
        body.append(f"<{tag} class='{style}'>{words}</{tag}>\n")
    menu = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("Home", "News", "Laws", "Contact", "Search"))
    return (
        f"<!DOCTYPE html>\n<html lang='{language}'><head><meta charset='utf-8'><title>{lines[0][1]} - Canal Board</title>"
        f"<script>var law = 'Article 9';</script><style>p {{ margin: 0 }}</style></head><body>\n"
        f"<div id='top'><ul>{menu}</ul></div>\n<div class='wrap'><div class='text'>\n{''.join(body)}</div></div>\n"
        f"<div class='foot'><p>Canal Board, 1 Lock Street</p><p><a href='/imprint'>Imprint</a></p></div>"
        f"<div style='display:none'>Article 99 hidden</div></body></html>\n"
    )
