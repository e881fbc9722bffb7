"use strict";
/* Everything here only adds to a page that is whole without it. No markup is ever made from words of a law: text goes in as text. */
const $ = (query, within = document) => within.querySelector(query);
const $$ = (query, within = document) => Array.from(within.querySelectorAll(query));
const strings = $("#strings").dataset;
const root = document.documentElement;
const cards = $$("article.c");
const all = $$(".c");
const BURDENS = ["up", "down", "both", "unclear", "none"];

/* What a change says of itself: data-v holds tag, kind, measured parties, dimensions, certainty, and the refs of both
   sides where its id does not give them. */
function read(card) {
  const [tag, kind, measured, dimension, certainty, ...refs] = card.dataset.v.split(";");
  const burden = BURDENS.find((one) => card.classList.contains(one)) || "none";
  const [draft, final] = refs.length ? refs : decodeURIComponent(card.id.slice(2)).replaceAll(":", "#").split("~");
  return { tag, burden, kind, measured, dimension, certainty, draft: draft || "-", final: final || "-" };
}
const facts = new Map(all.map((card) => [card, read(card)]));

function make(name, text, attributes = {}) {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

/* -- the address bar: #tag=softened&q=words&at=c-15.1~14.1, or a plain #c-15.1~14.1 -- */
function readHash() {
  const raw = location.hash.slice(1);
  if (!raw.includes("=")) return { at: safeDecode(raw) };
  const state = {};
  for (const [key, value] of new URLSearchParams(raw.replaceAll("+", "%2B"))) state[key] = value;
  return state;
}

function safeDecode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

function writeHash(state) {
  const filled = Object.entries(state).filter(([, value]) => value);
  const only = filled.length === 1 && filled[0][0] === "at";
  const text = only ? encodeURI(state.at) : filled.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}

/* -- theme -- */
function darkNow() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
$("#b-theme").addEventListener("click", () => { root.dataset.theme = darkNow() ? "light" : "dark"; });

/* -- one change at a time -- */
let current = null;
function shownCards() { return cards.filter((card) => !card.hidden); }

function unfold(node) {
  for (let up = node.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
}

function go(node, { focus = true } = {}) {
  if (!node) return;
  if (current) current.classList.remove("current");
  current = node;
  node.classList.add("current");
  unfold(node);
  node.tabIndex = -1;
  if (focus) node.focus({ preventScroll: true });
  settle(node);
}

/* Cards far off have estimated heights; once they are laid out the place has moved a little. */
function settle(node) {
  node.scrollIntoView({ block: "start" });
  requestAnimationFrame(() => requestAnimationFrame(() => node.scrollIntoView({ block: "start" })));
}

function step(by) {
  const shown = shownCards();
  if (!shown.length) return;
  const at = shown.indexOf(current);
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
  go(shown[next]);
  rememberPlace(shown[next].id);
}

/* -- copy block -- */
function side(card, name, mark) {
  return $$(`.${name} > p:not(.nil)`, card).map((head) => {
    const status = $("i", head);
    const label = head.cloneNode(true);
    for (const part of $$("b, i", label)) part.remove();
    const notes = [strings[name === "was" ? "draft" : "final"], status ? `${status.textContent}, ${strings.unofficial}` : ""];
    return `${mark} ${label.textContent.trim()} (${notes.filter(Boolean).join("; ")}): “${head.nextElementSibling.innerText.trim()}”`;
  });
}

function copyText(card) {
  const link = `${location.href.split("#")[0]}#${encodeURI(card.id)}`;
  const word = (query) => ($(query, card) ? $(query, card).textContent.trim() : "");
  return [
    $("h1").textContent,
    ...side(card, "was", "–"),
    ...side(card, "is", "+"),
    `${word("header b")} (${word("header i")}; ${$("header > p", card).lastChild.textContent.trim()}). ${word(":scope > div > div > .nil") || word(":scope > details > summary").replaceAll("\u00a0", " ")}`,
    $("#cite-plain").textContent,
    link,
  ].join("\n");
}

async function copy(card, button) {
  const text = copyText(card);
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  button.textContent = strings.copied;
  setTimeout(() => { button.textContent = strings.copy; }, 1500);
}

for (const card of cards) {
  const button = make("button", strings.copy, { type: "button", class: "copy" });
  const acts = make("div", "", { class: "acts" });
  acts.append(button);
  $("header", card).append(acts);
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("button.copy");
  if (button) copy(button.closest(".c"), button);
});

/* -- keyboard -- */
const help = $("#help");
$("#b-help").addEventListener("click", () => help.showModal());
const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => $("#bar [name=q]").focus(),
  f: () => $("#bar select").focus(),
  i: () => $("#b-view").click(),
  c: () => $("#b-class").click(),
  "?": () => help.showModal(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (Object.hasOwn(keys, event.key)) {
    event.preventDefault();
    keys[event.key]();
  }
});

/* -- print: everything folded is unfolded, and folded again -- */
const folded = [];
addEventListener("beforeprint", () => {
  folded.push(...$$("details:not([open])"));
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => { for (const one of folded.splice(0)) one.open = false; });
if (matchMedia("(min-width: 75rem)").matches) $(".toc details").open = true;
$("#bar").hidden = false;
$("#no-js").hidden = true;
