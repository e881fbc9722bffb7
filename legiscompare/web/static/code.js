// Keys of the coding page, and tag and burden that follow the signs. All of it can be done without.
"use strict";
const by = (id) => document.getElementById(id);
const tag = by("tag"), burden = by("burden"), decide = by("f-decide");
const signs = [...document.querySelectorAll("select[id^='d-']")];
const linked = document.querySelectorAll(".side blockquote").length > 0
  && [...document.querySelectorAll(".side")].every((side) => side.querySelector("blockquote"));

function follow() {
  if (!linked) return;
  tag.value = "";
  burden.value = "";
}
for (const one of signs) one.addEventListener("change", follow);
tag.addEventListener("change", () => { burden.value = ""; });

function show(details, field) {
  details.open = true;
  field.focus();
  field.scrollIntoView({ block: "center" });
}
const acts = {
  j: () => by("go-next")?.click(),
  k: () => by("go-previous")?.click(),
  a: () => by("f-accept")?.requestSubmit(),
  s: () => decide.requestSubmit(by("save")),
  u: () => { const button = by("f-undo").querySelector("button"); if (!button.disabled) by("f-undo").requestSubmit(); },
  t: () => tag.focus(),
  d: () => signs[0].focus(),
  n: () => by("note").focus(),
  g: () => by("go-list").click(),
  l: () => show(by("links"), by("to-final")),
  x: () => { const split = by("f-split"); if (split) show(by("links"), split.querySelector("input[type=checkbox]")); },
  "?": () => { by("keys").open = true; by("keys").querySelector("summary").focus(); },
};
addEventListener("keydown", (event) => {
  const field = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && field) { field.blur(); return; }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { decide.requestSubmit(by("save")); return; }
  if (field || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[1-8]$/.test(event.key)) {
    event.preventDefault();
    tag.selectedIndex = Number(event.key);
    burden.value = "";
    tag.focus();
    return;
  }
  const act = acts[event.key];
  if (act) { event.preventDefault(); act(); }
});
by("wrong")?.focus();
