// Runs Python beside the page, so that the page stays awake and the work can be stopped.
"use strict";
// From the disk a browser starts classic workers only. Pyodide refuses them, because it imports modules; that works here too,
// and it looks whether there is `importScripts`.
globalThis.importScripts = () => { throw new Error("this worker imports modules"); };
const url = (data, type) => URL.createObjectURL(new Blob([data], { type }));

async function prepare(held) {
  // Pyodide asks for its files by address; they are here already, and the page may not connect to anything.
  globalThis.fetch = async (asked) => {
    const name = String(asked.url ?? asked).split("/").pop();
    if (!(name in held)) throw new TypeError(`nothing is fetched: ${name}`);
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(held[name], { headers: { "Content-Type": type } });
  };
  const { loadPyodide } = await import(url(held["pyodide.mjs"], "text/javascript"));
  const { default: createPyodideModule } = await import(url(held["pyodide.asm.mjs"], "text/javascript"));
  const decoder = new TextDecoder();
  const python = await loadPyodide({
    indexURL: "https://nowhere.invalid/",
    lockFileContents: decoder.decode(held["pyodide-lock.json"]),
    createPyodideModule,
    stdout: () => {},
    stderr: () => {},
  });
  python.unpackArchive(held["packages.zip"], "zip", { extractDir: "/lib/python3.14/site-packages" });
  python.runPython(decoder.decode(held["bridge.py"]));
  return python;
}

let ready;
onmessage = async ({ data }) => {
  try {
    if (data.held) {
      ready = prepare(data.held);
      const python = await ready;
      postMessage({ shelf: JSON.parse(python.globals.get("shelf")()) });
      return;
    }
    const python = await ready;
    const answer = python.globals.get("work")(python.toPy(data.request), (stage) => postMessage({ stage }));
    const result = answer.toJs({ dict_converter: Object.fromEntries });
    answer.destroy();
    postMessage({ result });
  } catch (error) {
    postMessage({ broken: String(error.message ?? error) });
  }
};
