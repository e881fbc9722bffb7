// Looks how far the work is, and shows the result when it is there.
"use strict";
const box = document.querySelector("[data-live]");
const wait = 400;
async function look() {
  let told;
  try {
    const answer = await fetch(box.dataset.state);
    if (!answer.ok) return;
    told = await answer.json();
  } catch { return; }
  if (told.ended) { location.reload(); return; }
  document.getElementById("bar").value = told.share;
  const now = document.getElementById("now");
  if (now.textContent !== told.words) now.textContent = told.words;
  for (const [name, standing] of Object.entries(told.stages)) {
    const step = box.querySelector(`[data-stage="${name}"]`);
    if (step) step.className = standing;
  }
  setTimeout(look, wait);
}
if (box) setTimeout(look, wait);
