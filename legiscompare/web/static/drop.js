// A file may be dropped anywhere on a text's fields: it goes to the file field, which does the rest.
"use strict";
for (const box of document.querySelectorAll("fieldset.text")) {
  const field = box.querySelector("input[type=file]");
  box.addEventListener("dragover", (event) => {
    if ([...event.dataTransfer.types].includes("Files")) { event.preventDefault(); box.classList.add("over"); }
  });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    box.classList.remove("over");
    if (event.dataTransfer.files.length) { event.preventDefault(); field.files = event.dataTransfer.files; }
  });
}
