/* -- filters: their state is the address -- */
const bar = $("#bar");
const fields = $$("select, input", bar).filter((field) => field.name);
const shownLine = $(".shown", bar);
const haystack = new Map();

function words(card) {
  if (!haystack.has(card)) haystack.set(card, card.textContent.toLowerCase());
  return haystack.get(card);
}

function matches(card, state) {
  for (const field of fields) {
    const value = state[field.name];
    if (!value) continue;
    if (field.name === "q") {
      if (!words(card).includes(value.toLowerCase())) return false;
    } else if (!facts.get(card)[field.name].split(" ").includes(value)) return false;
  }
  return true;
}

function stateOfForm() {
  return Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
}

function apply(state) {
  const active = fields.some((field) => state[field.name]);
  let shown = 0;
  for (const card of all) {
    const fits = matches(card, state);
    card.hidden = !fits;
    shown += fits;
  }
  for (const fold of $$(".fold")) {
    const hits = $$(".c:not([hidden])", fold).length;
    fold.hidden = !hits;
    if (active) fold.open = hits > 0;
  }
  const emptyIds = new Set();
  for (const article of $$(".art")) {
    article.hidden = !$(".c:not([hidden])", article);
    if (article.hidden) emptyIds.add(article.id);
  }
  for (const link of $$(".toc a")) link.parentElement.hidden = emptyIds.has(safeDecode(link.hash.slice(1)));
  shownLine.textContent = active ? shownLine.dataset.text.replace("{shown}", shown).replace("{all}", all.length) : "";
}

function rememberPlace(id) {
  writeHash({ ...stateOfForm(), at: id });
}

function fromHash() {
  const state = readHash();
  for (const field of fields) field.value = state[field.name] || "";
  apply(state);
  if (state.at) {
    const node = document.getElementById(state.at);
    if (node && node.matches(".c")) {
      if (node.hidden) { bar.reset(); apply({}); }
      go(node);
    } else if (node) {
      settle(node);
    }
  }
}

let waiting = 0;
bar.addEventListener("submit", (event) => event.preventDefault());
bar.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => { apply(stateOfForm()); writeHash(stateOfForm()); }, 120);
});
bar.addEventListener("reset", () => setTimeout(() => { apply({}); writeHash({}); }, 0));
addEventListener("hashchange", fromHash);
