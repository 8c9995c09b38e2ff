// The form of an entry: completes names, shows the page as it will be, and keeps what was typed until it is saved.
// Without this script the form works, too: the server answers each button with the form as it is then.
(() => {
  "use strict";
  const PAUSE = 400; // milliseconds without a key after which the page is made anew
  let form, words;
  const byId = (id) => document.getElementById(id);
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const filled = (message, name) => message.replace("%s", name);
  const say = (text) => { byId("status").textContent = text; };
  let key; // of a new entry there is a draft for each place from which it was begun
  const storageKey = () => key ??= `dateline:form:${words.form}${form.elements.file.value ? "" : location.search}`;
  const values = () => [...new FormData(form)].filter(([name]) => name !== "token" && name !== "do");
  const debounced = (call, pause) => { let timer; return () => { clearTimeout(timer); timer = setTimeout(call, pause); }; };

  // What was typed is kept, so that neither an error nor a server that stopped loses it.
  function keep() {
    try { localStorage.setItem(storageKey(), JSON.stringify(values())); } catch { /* full, or forbidden */ }
  }
  function forget() { try { localStorage.removeItem(storageKey()); } catch { /* forbidden */ } }
  function kept() {
    try { return JSON.parse(localStorage.getItem(storageKey())); } catch { return null; }
  }
  async function restore() {
    const before = kept();
    if (!before || JSON.stringify(before) === JSON.stringify(values())) return;
    const isWhole = form.elements.whole.value === "1";
    const step = isWhole && !before.some(([name, value]) => name === "whole" && value === "1") ? "whole" : "show";
    if (!await send([...before, ["do", step]], (page) => !isWhole || page.querySelector("[name=whole]").value === "1")) return;
    if (!form.elements.file.value) byId("title")?.focus();
    const discard = element("button", { type: "button", textContent: words.discard });
    discard.onclick = () => { forget(); location.reload(); };
    byId("top").append(element("p", { className: "buttons" }, element("span", { textContent: words.kept }), discard));
  }

  // A button: the server answers with the form as it is then, or leads to the page that was written.
  async function send(pairs, isWanted = () => true) {
    const body = new URLSearchParams([...pairs, ["token", form.elements.token.value]]);
    let response, text;
    try {
      response = await fetch("/.dateline/entry", { method: "POST", body });
      text = await response.text();
    } catch {
      fail(words.lost);
      return false;
    }
    if (response.redirected) {
      forget();
      location.assign(response.url);
      return false;
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!page.getElementById("form")) {
      fail(text);
      return false;
    }
    if (!isWanted(page)) return false;
    for (const id of ["top", "form"]) byId(id).replaceWith(page.getElementById(id));
    start();
    return true;
  }
  function fail(text) {
    byId("top").replaceChildren(element("p", { className: "said" }, element("span", { className: "error", textContent: text })));
    byId("top").focus();
  }
  async function submit(event) {
    const button = event.submitter, step = button?.value || "save";
    event.preventDefault();
    keep();
    if (!await send([...values(), ["do", step]])) return;
    keep();
    if (byId("top").dataset.failed) return byId("top").focus();
    const [, list, move, place] = /^(sources|correction)-(add|up|down|remove)-?(\d*)$/.exec(step) ?? [];
    const at = { up: place - 1, down: +place + 1, remove: place }[move];
    const items = document.querySelectorAll(`#${list} .source`);
    if (move === "add") items[items.length - 1]?.querySelector("input:not([type=hidden])").focus();
    else if (move) (byId(`${list}.${Math.min(at, items.length - 1)}`) ?? byId(list)).focus();
    else if (step === "whole") byId("body").focus();
    else byId(step.replace(/^take-/, ""))?.focus();
  }

  // The page as it will be, and what is said at the fields.
  let isShowing = false, isStale = false;
  async function show() {
    if (isShowing) { isStale = true; return; }
    isShowing = true;
    try {
      const body = new URLSearchParams([...values(), ["token", form.elements.token.value]]);
      const response = await fetch("/.dateline/entry/preview", { method: "POST", body, headers: { accept: "application/json" } });
      if (response.ok) {
        const { page, messages, isChecked } = await response.json();
        showMessages(messages);
        if (!isChecked) setTimeout(show, 1000);
        byId("preview-none").textContent = page ? "" : words.none;
        if (page) showPage(page);
      }
    } catch { /* the server is away; saving says so */ }
    isShowing = false;
    if (isStale) { isStale = false; show(); }
  }
  function showPage(page) {
    const frame = document.querySelector(".preview iframe");
    const y = frame.contentWindow.scrollY;
    frame.onload = () => frame.contentWindow.scrollTo({ top: y, behavior: "instant" });
    frame.contentWindow.location.replace(page);
  }
  function showMessages(messages) {
    const isTouched = (field) => field !== "title" || form.elements.title?.value || byId("top").dataset.failed;
    const lists = new Map([...document.querySelectorAll("[data-said]")].map((list) => [list.dataset.said, list]));
    for (const list of lists.values()) list.replaceChildren();
    const above = new Set([...byId("top").querySelectorAll("li")].map((item) => item.textContent.trim()));
    const rest = [];
    for (const message of messages) {
      if (!isTouched(message.field)) continue;
      const list = lists.get(message.field) ?? lists.get(message.field.split(".").slice(0, -1).join(".")) ?? lists.get(message.field.split(".")[0]);
      const item = message.own ? ownMessage(message) : element("li", {}, element("span", { lang: "en", dir: "ltr", textContent: message.sentence }));
      item.classList.toggle("error", message.is_error);
      if (list) list.append(item); else if (!above.has(item.textContent.trim())) rest.push(item);
    }
    for (const [name, list] of lists) {
      list.hidden = !list.children.length;
      const field = byId(name.replaceAll(" ", "-"));
      if (!field?.matches("input, textarea")) continue;
      if (list.querySelector(".error")) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
    }
    for (const link of document.querySelectorAll("#top a[href^='#']")) {
      if (lists.get(link.hash.slice(1))?.hidden) link.closest("li").remove();
    }
    byId("rest").replaceChildren(...rest);
    byId("rest").hidden = !rest.length;
  }
  function ownMessage(message) {
    return byId(`own-${message.own}`).content.firstElementChild.cloneNode(true);
  }

  // An editable combobox with a list of names: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
  function complete(input, kind, choose, onKey = () => false) {
    const list = element("ul", { className: "options", id: `options-${input.id}`, hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.names);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id })) input.setAttribute(name, value);
    const box = element("div", { className: "complete" });
    input.before(box);
    box.append(input, list);
    let names = [], active = -1, asked = 0;
    const close = () => { list.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const mark = (number) => {
      active = number;
      [...list.children].forEach((option, place) => option.setAttribute("aria-selected", `${place === active}`));
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    };
    const pick = (number) => { choose(names[number].name); close(); };
    const ask = debounced(async () => {
      const mine = ++asked, typed = input.value.replace(/^"/, "");
      try {
        const response = await fetch(`/.dateline/entry/names?${new URLSearchParams({ kind, typed })}`);
        const found = await response.json();
        if (mine !== asked || document.activeElement !== input) return;
        names = found;
      } catch { return; }
      list.replaceChildren(...names.map(({ name, entries }, number) => {
        const option = element("li", { id: `${list.id}-${number}` }, element("bdi", { textContent: name }), element("small", { textContent: entries }));
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
        option.onclick = () => pick(number);
        return option;
      }));
      list.hidden = !names.length;
      active = -1;
      input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", `${!!names.length}`);
    }, 80);
    input.addEventListener("input", ask);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const isOpen = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) return ask();
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark((active + step + names.length + (active < 0 && step < 0 ? 1 : 0)) % names.length);
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        pick(active);
      } else if (onKey(event, names)) {
        event.preventDefault();
        close();
      }
    });
    return close;
  }

  // Contexts: the names that were chosen, and a field that adds one. The text field of the form holds them for the server.
  function completeContexts(field) {
    const text = field.querySelector("textarea");
    let names = text.value.split("\n").map((name) => name.trim()).filter(Boolean);
    const chosen = element("ul", { className: "chosen" });
    const input = element("input", { type: "text", autocomplete: "off", dir: "auto", enterKeyHint: "done" });
    input.setAttribute("aria-describedby", text.getAttribute("aria-describedby"));
    const store = () => { text.value = names.join("\n"); text.dispatchEvent(new Event("input", { bubbles: true })); };
    const draw = () => {
      chosen.hidden = !names.length;
      chosen.replaceChildren(...names.map((name, place) => {
        const remove = element("button", { type: "button", textContent: "×" });
        remove.setAttribute("aria-label", filled(words.remove, name));
        remove.onclick = () => { drop(place); input.focus(); };
        return element("li", {}, element("span", { textContent: name }), remove);
      }));
    };
    const drop = (place) => { const [name] = names.splice(place, 1); draw(); store(); say(filled(words.removed, name)); };
    const add = (written) => {
      const name = written.trim().replace(/^"(.*)"$/, "$1").replace(/^"/, "").trim().replace(/\s+/g, " ");
      input.value = "";
      if (!name || names.some((other) => other.toLowerCase() === name.toLowerCase())) return;
      names.push(name);
      draw();
      store();
      say(filled(words.added, name));
    };
    const isOpenQuote = () => /^"[^"]*$/.test(input.value.trim());
    text.hidden = true;
    input.id = text.id;
    text.id += "-text";
    for (const hint of field.querySelectorAll("[data-plain]")) hint.hidden = true;
    for (const hint of field.querySelectorAll("[data-rich]")) hint.hidden = false;
    text.before(chosen, input);
    complete(input, "contexts", add, (event, found) => {
      if (event.key === "Enter" && input.value.trim()) { add(input.value); return true; }
      if (event.key === "Enter") return true; // an empty field: the form is saved by its button only
      if (event.key === ",") {
        const begin = `${input.value.trim()},`.toLowerCase();
        if (isOpenQuote() || found.some(({ name }) => name.toLowerCase().startsWith(begin))) return false;
        add(input.value);
        return true;
      }
      if (event.key === "Backspace" && !input.value && names.length) { drop(names.length - 1); return true; }
      return false;
    });
    input.addEventListener("change", () => add(input.value)); // what stands there when the field is left is meant, too
    draw();
  }

  const showSoon = debounced(show, PAUSE);
  function start() {
    form = byId("form");
    words = form.dataset;
    form.addEventListener("submit", submit);
    form.addEventListener("input", (event) => { if (event.target.name) { keep(); showSoon(); } });
    form.querySelector("[value=preview]").hidden = true; // the page follows what is typed
    for (const field of form.querySelectorAll("[data-contexts]")) completeContexts(field);
    for (const input of form.querySelectorAll("[data-outlet]")) {
      complete(input, "outlets", (name) => { input.value = name; input.dispatchEvent(new Event("input", { bubbles: true })); });
    }
    show();
  }
  addEventListener("keydown", (event) => {
    const isLine = event.target.matches?.("input:not([role=combobox])");
    if (event.key === "Enter" && isLine) event.preventDefault(); // an entry is saved when somebody says so
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      document.activeElement.blur(); // a name that is half typed counts
      form.requestSubmit(form.querySelector(".main"));
    }
  });
  start();
  if ("fresh" in words) restore();
  else if (byId("top").dataset.failed) byId("top").focus();
})();
