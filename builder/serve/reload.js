// In every page that `dateline serve` shows: names the page's file, keeps the page current, and shows problems.
(() => {
  "use strict";
  const { likeness = "", snapshot = "0", file, madeBy, missing, ...form } = document.currentScript.dataset;
  const staticFolders = new Set([document.currentScript.dataset.static]);
  const page = (() => { try { return decodeURIComponent(location.pathname); } catch { return location.pathname; } })();
  const storageKey = "dateline:" + page;

  // What this script shows stands in a shadow tree, so that neither it nor the page changes the look of the other.
  const host = document.createElement("dateline-serve");
  host.style.cssText = "all: initial";
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // the policy of pages allows no style element
  sheet.replaceSync(`
    @media print { :host { display: none } }
    div, button, ul, section, details { font: 14px/1.5 system-ui, sans-serif; color: #222 }
    #corner { position: fixed; z-index: 2147483646; right: 12px; bottom: 12px; max-width: 80vw; display: flex; flex-direction: column;
      align-items: end; gap: 10px }
    #bar { padding: 2px 10px; border-radius: 6px;
      background: #fff; box-shadow: 0 1px 5px #0005; overflow-wrap: anywhere }
    #warnings { max-width: 36rem; max-height: 50vh;
      overflow: auto; padding: 2px 10px; border-radius: 6px; border-left: 4px solid #b36b00; background: #fff;
      box-shadow: 0 1px 5px #0005; overflow-wrap: anywhere }
    #warnings ul { margin: 6px 0; padding: 0; list-style: none } summary { cursor: pointer }
    #form { display: flex; flex-wrap: wrap; column-gap: 14px } #form:empty { display: none } #form a { display: inline-flex; align-items: center; min-height: 44px; color: #1d4f76 }
    button { border: 0; background: none; padding: 0; cursor: pointer; text-decoration: underline; text-align: start }
    #problems { position: fixed; z-index: 2147483647; inset: 0; overflow: auto; padding: 6vh 6vw; background: #000a }
    #problems section, #suggestions { background: #fff; border-radius: 8px; padding: 20px 26px; max-width: 56rem; margin: 0 auto;
      border-top: 5px solid #b3261e; overflow-wrap: anywhere }
    h2 { font: 600 18px/1.4 system-ui, sans-serif; margin: 0 0 12px }
    li { margin: 0 0 12px } code { font: 13px/1.5 ui-monospace, monospace; font-weight: 600 } p { margin: 2px 0 }
    #suggestions { position: fixed; z-index: 2147483645; left: 0; right: 0; bottom: 52px; border-color: #555; max-width: 40rem }
    @media (max-width: 40rem) { /* here it would lie over the text: it stands above the page, and scrolls away with it */
      #corner { position: static; max-width: none; flex-direction: column-reverse; align-items: stretch; gap: 0; border-bottom: 1px solid #0003 }
      #bar, #warnings { max-width: none; padding: 2px 16px; border-radius: 0; box-shadow: none }
      #suggestions { position: static; max-width: none; border-radius: 0 }
    }
    [hidden] { display: none !important }
  `);
  shadow.adoptedStyleSheets = [sheet];
  const byId = (id) => shadow.getElementById(id);
  const element = (name, text = "", properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), { textContent: text }, properties);
    made.append(...children);
    return made;
  };
  shadow.append(
    element("div", "", { id: "corner" },
      element("details", "", { id: "warnings", hidden: true }, element("summary"), element("ul")), element("div", "", { id: "bar", hidden: true })),
    element("section", "", { id: "suggestions", hidden: true }, element("h2", "Did you mean"), element("ul")),
    element("div", "", { id: "problems", role: "alertdialog", ariaLabel: "What is wrong", hidden: true }, element("section", "", { tabIndex: -1 })),
  );
  document.documentElement.prepend(host);
  const request = (endpoint, method = "GET") => fetch(`/.dateline/${endpoint}?page=${encodeURIComponent(page)}`, { method });

  function showFile() {
    const bar = byId("bar");
    bar.hidden = !(file || madeBy || form.new);
    bar.append(madeBy ? `Made by ${madeBy}` : "");
    const links = element("div");
    links.id = "form";
    if (form.edit) links.append(Object.assign(element("a", form.editWords), { href: form.edit }));
    if (form.new) links.append(Object.assign(element("a", form.newWords), { href: form.new }));
    bar.append(links);
    if (!file) return;
    const button = element("button", `${form.edit ? "Open" : "Edit"} ${file}`);
    button.onclick = async () => {
      const response = await request("edit", "POST");
      if (!response.ok) button.replaceWith(element("span", `Open it yourself: ${file}`));
    };
    bar.prepend(button);
  }

  function problemItem({ place, what, cure, form: href }) {
    const item = document.createElement("li"), where = element("code", place);
    const link = href ? Object.assign(document.createElement("a"), { href }) : "";
    if (link) link.append(where);
    item.append(link || where, element("p", what), element("p", `What to do: ${cure}${/[.?!]$/.test(cure) ? "" : "."}`));
    return item;
  }

  function showProblems(problems) {
    const box = byId("problems").firstElementChild;
    const list = document.createElement("ul");
    list.append(...problems.map(problemItem));
    const close = element("button", "Show the page as it was before (Esc)");
    close.onclick = dismiss;
    shown = JSON.stringify(problems);
    const heading = element("h2", problems.length === 1 ? "Something is wrong" : `${problems.length} things are wrong`);
    box.replaceChildren(heading, list, close);
    if (!problems.length) sessionStorage.removeItem(dismissed);
    byId("problems").hidden = !problems.length || sessionStorage.getItem(dismissed) === shown;
  }
  // Who closed the errors has seen them: they come again, on this page and on others, when they are others.
  const dismissed = "dateline:dismissed";
  let shown = "";
  function dismiss() {
    if (!byId("problems").hidden) sessionStorage.setItem(dismissed, shown);
    byId("problems").hidden = true;
  }
  function showWarnings(warnings) {
    const box = byId("warnings");
    box.hidden = !warnings.length;
    box.firstElementChild.textContent = warnings.length === 1 ? "1 thing to look at" : `${warnings.length} things to look at`;
    box.lastElementChild.replaceChildren(...warnings.map(problemItem));
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape") dismiss(); });

  async function showSuggestions() {
    const suggestions = await (await request("suggestions")).json();
    for (const { href, text } of suggestions) {
      const item = document.createElement("li");
      item.append(Object.assign(element("a", `${text} (${href})`), { href }));
      byId("suggestions").lastElementChild.append(item);
    }
    byId("suggestions").hidden = !suggestions.length;
  }

  // Hot swap: a changed asset replaces its old self once it is loaded; one that the page does not use changes nothing.
  // Whenever a static file changes, the folder of all of them has another name: what the page has out of it moves along.
  // A sheet that is waiting to be removed is not replaced again, but what is to take its place.
  const replaces = new WeakMap(), leaving = new WeakSet();
  function swapAssets(paths, staticFolder) {
    const pathOf = (url) => { try { const { origin, pathname } = new URL(url, location); return origin === location.origin ? decodeURIComponent(pathname) : ""; } catch { return ""; } };
    const folderOf = (url) => [...staticFolders].find((folder) => pathOf(url).startsWith(folder)) ?? staticFolder;
    const isMoved = (url) => folderOf(url) !== staticFolder;
    const isChanged = (url) => isMoved(url) || paths.includes(pathOf(url));
    const freshUrl = (old) => {
      const url = new URL(old, location);
      if (isMoved(old)) url.pathname = url.pathname.replace(folderOf(old), staticFolder);
      else url.searchParams.set("changed", Date.now());
      return url.href;
    };
    const sheets = [...document.querySelectorAll("link[rel~=stylesheet]")].filter((link) => pathOf(link.href) && !leaving.has(link));
    const changedSheets = sheets.filter((link) => isChanged(link.href));
    const mayBeImported = paths.some((path) => path.endsWith(".css")) && !changedSheets.length;
    for (const old of mayBeImported ? sheets : changedSheets) {
      const link = Object.assign(old.cloneNode(), { href: freshUrl(old.href) });
      replaces.set(link, old);
      leaving.add(old);
      link.onload = () => { for (let sheet = old; sheet; sheet = replaces.get(sheet)) sheet.remove(); };
      old.after(link);
    }
    for (const link of document.querySelectorAll("link[href]:not([rel~=stylesheet])")) if (isMoved(link.href)) link.href = freshUrl(link.href);
    for (const image of document.images) if (isChanged(image.src)) image.src = freshUrl(image.src);
    const isScript = (path) => /\.m?js$/.test(path);
    if ([...document.scripts].some(({ src }) => src && (isMoved(src) ? paths.some(isScript) : isChanged(src)))) reload();
  }

  // A reload leaves the reader where they were: the place on the page, and the field that they were in.
  const selectorOf = (node) => node.id ? `#${CSS.escape(node.id)}`
    : node.parentElement ? `${selectorOf(node.parentElement)} > :nth-child(${[...node.parentElement.children].indexOf(node) + 1})` : "html";
  function reload() {
    const focus = document.activeElement;
    const state = { x: scrollX, y: scrollY };
    if (focus && focus !== document.body && focus !== host) {
      Object.assign(state, { focus: selectorOf(focus), value: focus.value });
      try { Object.assign(state, { from: focus.selectionStart, to: focus.selectionEnd }); } catch { /* not a text field */ }
    }
    sessionStorage.setItem(storageKey, JSON.stringify(state));
    location.reload();
  }
  function restoreState() {
    const state = JSON.parse(sessionStorage.getItem(storageKey));
    sessionStorage.removeItem(storageKey);
    if (!state) return;
    const focus = state.focus && document.querySelector(state.focus);
    if (focus) {
      if (state.value !== undefined && "value" in focus) focus.value = state.value;
      focus.focus({ preventScroll: true });
      try { if (state.from != null) focus.setSelectionRange(state.from, state.to); } catch { /* not a text field */ }
    }
    const restoreScroll = () => scrollTo({ left: state.x, top: state.y, behavior: "instant" });
    restoreScroll();
    addEventListener("load", restoreScroll, { once: true });
  }

  // Only a visible page listens: browsers allow few lasting connections to one server. It catches up when it is visible again.
  let eventSource, assets = {};
  function listen() {
    eventSource?.close();
    if (document.hidden) return;
    eventSource = new EventSource(`/.dateline/events?${new URLSearchParams({ page, likeness, snapshot })}`);
    eventSource.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (likeness && message.changed) return reload();
      const paths = Object.keys(message.assets).filter((path) => assets[path] !== message.assets[path]);
      assets = message.assets;
      if (paths.length || !staticFolders.has(message.static)) swapAssets(paths, message.static);
      staticFolders.add(message.static);
      showProblems(message.problems);
      showWarnings(message.warnings);
    };
  }

  restoreState();
  showFile();
  if (missing !== undefined) showSuggestions();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => eventSource?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
})();
