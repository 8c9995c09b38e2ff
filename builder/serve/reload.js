// In every page that `dateline serve` shows: says which file it comes from, hears when it changed, and shows what is wrong.
(() => {
  "use strict";
  const { likeness = "", edition = "0", file, madeBy, missing } = document.currentScript.dataset;
  const folders = new Set([document.currentScript.dataset.static]);
  const page = (() => { try { return decodeURIComponent(location.pathname); } catch { return location.pathname; } })();
  const remembered = "dateline:" + page;

  // What this script shows stands in a shadow tree, so that neither it nor the page changes the look of the other.
  const host = document.createElement("dateline-serve");
  host.style.cssText = "all: initial";
  const shown = host.attachShadow({ mode: "open" });
  shown.innerHTML = `<style>
    @media print { :host { display: none } }
    div, button, ul, section { font: 14px/1.5 system-ui, sans-serif; color: #222 }
    #bar { position: fixed; z-index: 2147483646; right: 12px; bottom: 12px; padding: 2px 10px; border-radius: 6px;
      background: #fff; box-shadow: 0 1px 5px #0005; max-width: 80vw; overflow-wrap: anywhere }
    button { border: 0; background: none; padding: 0; cursor: pointer; text-decoration: underline }
    #wrong { position: fixed; z-index: 2147483647; inset: 0; overflow: auto; padding: 6vh 6vw; background: #000a }
    #wrong section, #near { background: #fff; border-radius: 8px; padding: 20px 26px; max-width: 56rem; margin: 0 auto;
      border-top: 5px solid #b3261e; overflow-wrap: anywhere }
    h2 { font: 600 18px/1.4 system-ui, sans-serif; margin: 0 0 12px }
    li { margin: 0 0 12px } code { font: 13px/1.5 ui-monospace, monospace; font-weight: 600 } p { margin: 2px 0 }
    #near { position: fixed; z-index: 2147483645; left: 0; right: 0; bottom: 52px; border-color: #555; max-width: 40rem }
    [hidden] { display: none !important }
  </style>
  <div id="bar" hidden></div>
  <section id="near" hidden><h2>Did you mean</h2><ul></ul></section>
  <div id="wrong" role="alertdialog" aria-label="What is wrong" hidden><section tabindex="-1"></section></div>`;
  document.documentElement.append(host);
  const part = (id) => shown.getElementById(id);
  const made = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const ask = (what, method = "GET") => fetch(`/.dateline/${what}?page=${encodeURIComponent(page)}`, { method });

  function nameFile() {
    part("bar").hidden = !(file || madeBy);
    part("bar").textContent = madeBy && `Made by ${madeBy}`;
    if (!file) return;
    const button = made("button", `Edit ${file}`);
    button.onclick = async () => {
      const answer = await ask("edit", "POST");
      if (!answer.ok) button.replaceWith(made("span", `Open it yourself: ${file}`));
    };
    part("bar").replaceChildren(button);
  }

  function showProblems(problems) {
    const box = part("wrong").firstElementChild;
    const list = document.createElement("ul");
    for (const { place, what, cure } of problems) {
      const item = document.createElement("li");
      item.append(made("code", place), made("p", what), made("p", `What to do: ${cure}${/[.?!]$/.test(cure) ? "" : "."}`));
      list.append(item);
    }
    const close = made("button", "Show the page as it was before (Esc)");
    close.onclick = () => { part("wrong").hidden = true; };
    box.replaceChildren(made("h2", problems.length === 1 ? "Something is wrong" : `${problems.length} things are wrong`), list, close);
    part("wrong").hidden = !problems.length;
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape") part("wrong").hidden = true; });

  async function offerNearest() {
    const near = await (await ask("near")).json();
    for (const { href, text } of near) {
      const item = document.createElement("li");
      item.append(Object.assign(made("a", `${text} (${href})`), { href }));
      part("near").lastElementChild.append(item);
    }
    part("near").hidden = !near.length;
  }

  // A changed file takes the place of its old self once it has come; one that the page does not use changes nothing.
  // Whenever a static file changes, the folder of all of them has another name: what the page has out of it moves along.
  // A sheet that is waiting to be removed is not replaced again, but what is to take its place.
  const replaced = new WeakMap(), leaving = new WeakSet();
  function swap(paths, to) {
    const pathOf = (url) => { try { const at = new URL(url, location); return at.origin === location.origin ? decodeURIComponent(at.pathname) : ""; } catch { return ""; } };
    const folderOf = (url) => [...folders].find((folder) => pathOf(url).startsWith(folder)) ?? to;
    const isMoved = (url) => folderOf(url) !== to;
    const isOne = (url) => isMoved(url) || paths.includes(pathOf(url));
    const fresh = (url) => {
      const it = new URL(url, location);
      if (isMoved(url)) it.pathname = it.pathname.replace(folderOf(url), to);
      else it.searchParams.set("changed", Date.now());
      return it.href;
    };
    const sheets = [...document.querySelectorAll("link[rel~=stylesheet]")].filter((link) => pathOf(link.href) && !leaving.has(link));
    const direct = sheets.filter((link) => isOne(link.href));
    const imported = paths.some((path) => path.endsWith(".css")) && !direct.length;
    for (const old of imported ? sheets : direct) {
      const link = Object.assign(old.cloneNode(), { href: fresh(old.href) });
      replaced.set(link, old);
      leaving.add(old);
      link.onload = () => { for (let it = old; it; it = replaced.get(it)) it.remove(); };
      old.after(link);
    }
    for (const link of document.querySelectorAll("link[href]:not([rel~=stylesheet])")) if (isMoved(link.href)) link.href = fresh(link.href);
    for (const image of document.images) if (isOne(image.src)) image.src = fresh(image.src);
    const isScript = (path) => /\.m?js$/.test(path);
    if ([...document.scripts].some(({ src }) => src && (isMoved(src) ? paths.some(isScript) : isOne(src)))) reload();
  }

  // A reload leaves the reader where they were: the place on the page, and the field that they were in.
  const way = (element) => element.id ? `#${CSS.escape(element.id)}`
    : element.parentElement ? `${way(element.parentElement)} > :nth-child(${[...element.parentElement.children].indexOf(element) + 1})` : "html";
  function reload() {
    const focus = document.activeElement;
    const kept = { x: scrollX, y: scrollY };
    if (focus && focus !== document.body && focus !== host) {
      Object.assign(kept, { focus: way(focus), value: focus.value });
      try { Object.assign(kept, { from: focus.selectionStart, to: focus.selectionEnd }); } catch { /* not a text */ }
    }
    sessionStorage.setItem(remembered, JSON.stringify(kept));
    location.reload();
  }
  function comeBack() {
    const kept = JSON.parse(sessionStorage.getItem(remembered));
    sessionStorage.removeItem(remembered);
    if (!kept) return;
    const focus = kept.focus && document.querySelector(kept.focus);
    if (focus) {
      if (kept.value !== undefined && "value" in focus) focus.value = kept.value;
      focus.focus({ preventScroll: true });
      try { if (kept.from != null) focus.setSelectionRange(kept.from, kept.to); } catch { /* not a text */ }
    }
    const there = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    there();
    addEventListener("load", there, { once: true });
  }

  // Only a page that is seen listens: browsers allow few lasting connections to one server. It asks when it is seen again.
  let channel, swapped = {};
  function listen() {
    channel?.close();
    if (document.hidden) return;
    channel = new EventSource(`/.dateline/events?${new URLSearchParams({ page, likeness, edition })}`);
    channel.onmessage = ({ data }) => {
      const news = JSON.parse(data);
      if (likeness && news.changed) return reload();
      const paths = Object.keys(news.swapped).filter((path) => swapped[path] !== news.swapped[path]);
      swapped = news.swapped;
      if (paths.length || !folders.has(news.static)) swap(paths, news.static);
      folders.add(news.static);
      showProblems(news.problems);
    };
  }

  comeBack();
  nameFile();
  if (missing !== undefined) offerNearest();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => channel?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
})();
