/* -- one text with gone and new words, made from the two quotes: kept words are the same characters on both sides -- */
const viewButton = $("#b-view");
let inline = false;

function runs(quote) {
  const found = [];
  for (const node of quote.childNodes) {
    const op = node.nodeName === "DEL" ? "-" : node.nodeName === "INS" ? "+" : "=";
    found.push({ op, node, text: node.nodeName === "BR" ? "\n" : node.textContent });
  }
  return found;
}

function piece(run, from, to) {
  const words = run.text.slice(from, to);
  if (run.node.nodeName === "BR") return make("br");
  if (run.node.nodeType === Node.TEXT_NODE) return document.createTextNode(words);
  if (from === 0 && to === run.text.length) return run.node.cloneNode(true);
  return make(run.node.nodeName.toLowerCase(), words, run.node.className ? { class: run.node.className } : {});
}

function merge(left, right) {
  const out = [];
  let i = 0, j = 0, a = 0, b = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && left[i].op === "-") { out.push(piece(left[i], 0, left[i].text.length)); i += 1; continue; }
    if (j < right.length && right[j].op === "+") { out.push(piece(right[j], 0, right[j].text.length)); j += 1; continue; }
    if (i >= left.length || j >= right.length) return null;
    const size = Math.min(left[i].text.length - a, right[j].text.length - b);
    if (left[i].text.slice(a, a + size) !== right[j].text.slice(b, b + size)) return null;
    const marked = right[j].node.nodeName === "MARK" ? piece(right[j], b, b + size) : piece(left[i], a, a + size);
    out.push(marked);
    a += size; b += size;
    if (a === left[i].text.length) { i += 1; a = 0; }
    if (b === right[j].text.length) { j += 1; b = 0; }
  }
  return out;
}

function redline(card) {
  const pair = $(":scope > div", card);
  if (!pair || $(".redline", pair)) return;
  const sides = ["was", "is"].map((name) => $$(`.${name} > blockquote`, pair));
  const [left, right] = sides.map((quotes) => quotes.flatMap(runs));
  const merged = left.length && right.length ? merge(left, right) : null;
  if (!merged) return;
  const quote = make("blockquote", "", { class: "redline", lang: sides[1][0].lang });
  quote.append(...merged);
  pair.append(quote);
}

function setInline(on) {
  inline = on;
  for (const card of cards) {
    if (on) redline(card);
    const pair = $(":scope > div", card);
    const line = $(".redline", pair);
    pair.classList.toggle("inline", on && Boolean(line));
    if (line) line.hidden = !on;
  }
  viewButton.setAttribute("aria-pressed", String(on));
}
viewButton.addEventListener("click", () => setInline(!inline));
