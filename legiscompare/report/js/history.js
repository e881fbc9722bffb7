"use strict";
/* Pick two stages: the others are hidden, the two stand side by side. */
const selects = ["stage-0", "stage-1"].map((id) => document.getElementById(id));

/* The words of a stage that has those of the stage before it, which the page states once. */
function words(at) {
  let before = at;
  while (!before.querySelector("blockquote")) before = before.previousElementSibling;
  const quotes = [...before.querySelectorAll("blockquote")];
  const copy = document.createElement("blockquote");
  copy.lang = quotes[0].lang;
  for (const quote of quotes) {
    if (copy.hasChildNodes()) copy.append(document.createElement("br"));
    for (const node of quote.childNodes) copy.append(node.nodeName === "BR" ? node.cloneNode() : node.textContent);
  }
  return copy;
}

function choose() {
  const chosen = selects.map((select) => select.value).filter(Boolean);
  const only = chosen.length === 2 ? new Set(chosen) : null;
  document.documentElement.classList.toggle("two-stages", Boolean(only));
  for (const node of document.querySelectorAll(".at")) node.hidden = Boolean(only) && !only.has(node.dataset.stage);
  for (const node of document.querySelectorAll(".repeat")) {
    node.hidden = Boolean(only);
    (node.copy ||= node.parentElement.appendChild(words(node.parentElement))).hidden = !only;
  }
  for (const node of document.querySelectorAll(".step")) node.hidden = Boolean(only);
}
/* A link from the table of pairs unfolds the pair it leads to. */
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.nodeName === "DETAILS") { target.open = true; target.scrollIntoView(); }
}
addEventListener("hashchange", unfold);
for (const select of selects) select.addEventListener("change", choose);
document.getElementById("bar").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("bar").hidden = false;
unfold();
