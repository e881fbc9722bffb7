// The page: gathers the texts, hands them to the worker, shows what comes back.
"use strict";
const by = (id) => document.getElementById(id);
const words = {
  en: { loading: "Starting Python; this takes some seconds.", ready: "Ready.", read: "reading and finding the structure",
    norms: "cutting provisions into norms", align: "finding which norm became which", tag: "reading what changed",
    check: "checking the result", write: "writing", done: "Done.", stopped: "Stopped. Starting Python again.",
    nothing: "Give two texts, or choose a pair of the library.", broken: "This did not work" },
  zh: { loading: "正在启动 Python，需要几秒钟。", ready: "就绪。", read: "读取并识别结构", norms: "将条款切分为规范",
    align: "寻找规范的对应关系", tag: "判断变化", check: "核对结果", write: "写入", done: "完成。",
    stopped: "已停止，正在重新启动 Python。", nothing: "请提供两个文本，或选用文库中的一对。", broken: "未能完成" },
};
const chinese = { tagline: "草案与定稿之间，每条规范的去向", title: "比较两个文本",
  intro: "程序在本窗口中运行，不向任何地方发送：本页不得连接任何地址。", first: "较早的版本", second: "较晚的版本",
  paste: "粘贴文本", file: "或选择、拖入文件（纯文本、Markdown）", heading: "文本未写明时的标题", stage: "阶段", date: "日期",
  library: "或选用文库中的一对",
  lacks: "此处不能读取 HTML、Word、PDF 和 XML，因为相应的程序库不能在浏览器中运行：请复制文字后粘贴。其余功能请使用程序本身。",
  go: "开始比较", stop: "停止", read: "阅读报告" };
let language = (navigator.language ?? "en").startsWith("zh") ? "zh" : "en";
const english = {};
const t = (key) => words[language][key];

function speak() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-t]")) {
    const key = node.dataset.t;
    english[key] ??= node.textContent;
    if (node.id !== "status") node.textContent = language === "zh" ? chinese[key] : english[key];
  }
  by("language").textContent = language === "zh" ? "English" : "中文";
  by("language").lang = language === "zh" ? "en" : "zh-Hans";
}
by("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; speak(); });
speak();

async function unpacked(name) {
  const packed = Uint8Array.from(atob(globalThis.held[name]), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

let worker, started, files;
async function start() {
  by("go").disabled = true;
  started = performance.now();
  if (!files) {
    files = {};
    for (const name of Object.keys(globalThis.held)) { files[name] = await unpacked(name); delete globalThis.held[name]; }
  }
  const { "worker.js": code, ...held } = files;
  worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  worker.onmessage = heard;
  worker.onerror = (event) => wrong(event.message || "worker");
  worker.postMessage({ held });
}

function heard({ data }) {
  if (data.shelf) {
    const list = by("slug");
    if (list.options.length === 1) for (const one of data.shelf) list.add(new Option(one.title, one.slug));
    by("go").disabled = false;
    document.documentElement.dataset.started = Math.round(performance.now() - started);
    by("status").textContent = t("ready");
  } else if (data.stage) by("status").textContent = t(data.stage);
  else if (data.broken) wrong(data.broken);
  else if (data.result.error) {
    const { what, where, mend } = data.result.error;
    wrong([where, what, mend].filter(Boolean).join(" · "));
  } else show(data.result);
}

function wrong(said) {
  by("status").textContent = `${t("broken")}: ${said}`;
  by("stop").hidden = true;
  by("go").disabled = document.documentElement.dataset.started === undefined;
}

let addresses = [];
function show(result) {
  for (const one of addresses) URL.revokeObjectURL(one);
  addresses = [];
  by("files").replaceChildren();
  for (const [name, [suffix, data]] of Object.entries(result.files)) {
    const type = name === "html" ? "text/html" : "application/octet-stream";
    const address = URL.createObjectURL(new Blob([data], { type }));
    addresses.push(address);
    if (name === "html") by("read").href = address;
    const link = document.createElement("a");
    link.href = address;
    link.download = `legiscompare-${name}${suffix}`;
    link.textContent = name;
    const item = document.createElement("li");
    item.append(link);
    by("files").append(item);
  }
  by("h-result").textContent = result.title || "legiscompare";
  by("result").hidden = false;
  by("stop").hidden = true;
  by("go").disabled = false;
  document.documentElement.dataset.took = Math.round(performance.now() - started);
  by("status").textContent = t("done");
  by("h-result").focus();
}

async function given(number) {
  const file = by(`file_${number}`).files[0];
  const typed = by(`text_${number}`).value;
  if (!file && !typed.trim()) return null;
  const data = file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(`${typed.trim()}\n`);
  return { data, name: file?.name ?? "", title: by(`title_${number}`).value, stage: by(`stage_${number}`).value,
    date: by(`date_${number}`).value };
}

by("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const slug = by("slug").value;
  const texts = slug ? [] : [await given(1), await given(2)];
  if (!slug && texts.includes(null)) { by("status").textContent = t("nothing"); return; }
  by("go").disabled = true;
  by("stop").hidden = false;
  by("result").hidden = true;
  started = performance.now();
  worker.postMessage({ request: { slug, texts, words: language } });
});
by("stop").addEventListener("click", () => {
  worker.terminate();
  by("stop").hidden = true;
  by("status").textContent = t("stopped");
  start();
});
for (const box of document.querySelectorAll("fieldset.text")) {
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    box.querySelector("input[type=file]").files = event.dataTransfer.files;
  });
}
if (document.querySelector("#go")) start();
