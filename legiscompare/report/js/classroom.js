/* -- class mode: the reader codes first; tag and burden follow from the answers as the codebook derives them -- */
const classBar = $("#class-bar");
const classButton = $("#b-class");
const form = $("#class-form");
const DIMENSIONS = $$("[name^='d-']", form.content).map((field) => field.name.slice(2));

function derive(answer) {
  if (!answer.there) return { tag: "", burden: "" };
  if (answer.there !== "both") {
    return { tag: answer.there === "draft" ? "removed" : "added", burden: answer.burden || "" };
  }
  const signs = new Set(DIMENSIONS.map((name) => answer[`d-${name}`]).filter(Boolean));
  if (signs.has("-") && signs.has("+")) return { tag: "mixed", burden: "both" };
  if (signs.has("-")) return { tag: "softened", burden: "down" };
  if (signs.has("+")) return { tag: "strengthened", burden: "up" };
  if (signs.has("?")) return { tag: "undetermined", burden: "unclear" };
  return { tag: "reworded", burden: "none" };
}

function answers(code) { return Object.fromEntries(new FormData(code)); }

function refresh(code) {
  const answer = answers(code);
  const { tag } = derive(answer);
  const linked = answer.there === "both";
  const named = Boolean(answer.there && answer.bearer && answer.measured && answer.kind);
  const judged = named && (linked ? DIMENSIONS.some((name) => answer[`d-${name}`]) || tag === "reworded" : Boolean(answer.burden));
  $(".who", code).hidden = !answer.there;
  $(".linked", code).hidden = !(named && linked);
  $(".single", code).hidden = !named || linked;
  $(".cue", code).hidden = !judged;
  $(".result", code).hidden = !judged;
  $("output", code).textContent = tag ? strings[`t${tag[0].toUpperCase()}${tag.slice(1)}`] || strings[`t-${tag}`] || tag : "–";
}

function openClass() {
  root.classList.add("classroom");
  for (const card of cards) {
    if ($(".code", card)) continue;
    const code = form.content.firstElementChild.cloneNode(true);
    code.addEventListener("submit", (event) => event.preventDefault());
    code.addEventListener("input", () => refresh(code));
    $(".reveal", code).addEventListener("click", () => { card.classList.add("revealed"); });
    card.append(code);
    refresh(code);
  }
  classBar.hidden = false;
  classButton.setAttribute("aria-pressed", "true");
}

function leaveClass() {
  root.classList.remove("classroom");
  for (const code of $$(".code")) code.hidden = true;
  classBar.hidden = true;
  classButton.setAttribute("aria-pressed", "false");
}

function toggleClass() {
  if (root.classList.contains("classroom")) return leaveClass();
  openClass();
  for (const code of $$(".code")) code.hidden = false;
}

/* A cell that a spreadsheet would compute gets an apostrophe, as in the program's own sheets. */
function guard(cell) {
  return cell !== "-" && /^'*[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}
function csvCell(cell) {
  const safe = guard(cell);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function sheet() {
  const columns = ["id", "draft_ref", "final_ref", "norm", "kind", "bearer", "measured", "tag", "burden", "dimensions",
    "dropped", "inserted", "draft_cue", "final_cue", "sure", "note"];
  const lines = [columns.join(",")];
  let number = 0;
  for (const card of cards) {
    const code = $(".code", card);
    if (!code) continue;
    const answer = answers(code);
    if (!answer.there) continue;
    number += 1;
    const { tag, burden } = derive(answer);
    const dimensions = tag === "removed" || tag === "added" ? "" : DIMENSIONS.filter((name) => answer[`d-${name}`]).map((name) => name + answer[`d-${name}`]).join(";");
    const row = { id: String(number), draft_ref: facts.get(card).draft, final_ref: facts.get(card).final,
      norm: answer.norm || "", kind: answer.kind || "", bearer: answer.bearer || "", measured: answer.measured || "",
      tag, burden, dimensions, dropped: "", inserted: "", draft_cue: answer.draft_cue || "",
      final_cue: answer.final_cue || "", sure: "", note: "" };
    lines.push(columns.map((name) => csvCell(row[name])).join(","));
  }
  return lines.join("\n") + "\n";
}

function saveSheet() {
  const url = URL.createObjectURL(new Blob(["\ufeff", sheet()], { type: "text/csv;charset=utf-8" }));
  const link = make("a", "", { href: url, download: "coding.csv" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

classButton.addEventListener("click", toggleClass);
$("#b-leave").addEventListener("click", leaveClass);
$("#b-save").addEventListener("click", saveSheet);
fromHash();
