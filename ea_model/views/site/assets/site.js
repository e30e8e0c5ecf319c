// The script of every page: the search box, the search page, and drawings that can be made larger and moved.
// Texts of the model only ever become text nodes. Without this script every page and link still works.
"use strict";

const names = [];
const texts = [];
let kinds = [];

// The parts of the index call this with their rows; they may come in any order.
window.eaSite = (part) => {
  if (part.kinds && part.kinds.length) kinds = part.kinds;
  (part.rows || []).forEach((row, at) => { names[part.first + at] = row; });
  (part.texts || []).forEach((text, at) => { texts[part.first + at] = text; });
  if (search.run) search.run();
};

const make = (tag, text, cls) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (cls) made.className = cls;
  return made;
};

const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

const search = {
  run: null,
  step: 50,

  // The better a name fits, the lower its number; nothing when a word is nowhere.
  rank(row, text, words, whole) {
    const name = plain(row[0]);
    const id = row[1].toLowerCase();
    if (name === whole || id === whole) return 0;
    if (name.startsWith(whole)) return 1;
    if (words.every((word) => name.includes(word))) return name.split(/[^\p{L}\p{N}]+/u).includes(words[0]) ? 2 : 3;
    const all = `${name} ${id} ${plain(kinds[row[2]] || "")} ${text}`;
    return words.every((word) => all.includes(word)) ? 4 : -1;
  },

  begin(found) {
    const field = document.getElementById("q");
    const folded = [];
    let most = this.step;
    field.value = new URLSearchParams(location.search).get("q") || "";
    const show = () => {
      const whole = plain(field.value.trim());
      const words = whole.split(/\s+/).filter(Boolean);
      if (!words.length) return found.replaceChildren();
      const hits = [];
      names.forEach((row, at) => {
        if (texts[at] !== undefined && folded[at] === undefined) folded[at] = plain(texts[at]);
        const rank = this.rank(row, folded[at] || "", words, whole);
        if (rank >= 0) hits.push([rank, row[0], at]);
      });
      hits.sort((a, b) => a[0] - b[0] || a[1].localeCompare(b[1]) || a[2] - b[2]);
      this.tell(found, hits, most, () => { most += this.step; show(); });
    };
    this.run = show;
    field.addEventListener("input", () => {
      most = this.step;
      const address = new URL(location.href);
      address.searchParams.set("q", field.value);
      try { history.replaceState(null, "", address); } catch { /* a page opened as a file may not */ }
      show();
    });
    field.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
    for (const path of found.dataset.texts.split(" ").filter(Boolean)) {
      const script = make("script");
      script.src = path;
      document.head.append(script);
    }
    field.focus();
    show();
  },

  tell(found, hits, most, further) {
    if (!hits.length) return found.replaceChildren(make("p", found.dataset.none));
    const list = make("ul", "", "hits");
    for (const [, , at] of hits.slice(0, most)) {
      const [name, id, kind, path] = names[at];
      const item = make("li");
      const link = make("a", name);
      link.href = path;
      item.append(link, make("span", [kinds[kind], id].filter(Boolean).join(" · "), "quiet"));
      if (texts[at]) item.append(make("p", texts[at].length > 160 ? `${texts[at].slice(0, 160)} …` : texts[at]));
      list.append(item);
    }
    found.replaceChildren(make("p", found.dataset.count.replace("{count}", hits.length), "quiet"), list);
    if (hits.length > most) {
      const more = make("button", found.dataset.more);
      more.addEventListener("click", further);
      found.append(more);
    }
  },
};

class Drawing {
  constructor(box) {
    this.box = box;
    this.paper = box.querySelector(".paper");
    this.svg = this.paper.querySelector("svg");
    this.natural = this.svg.viewBox.baseVal.width || this.svg.getBoundingClientRect().width;
    const tools = make("div", "", "tools");
    for (const [name, act] of [
      ["in", () => this.zoom(1.35)], ["out", () => this.zoom(1 / 1.35)], ["fit", () => this.fit()],
      ["full", () => (document.fullscreenElement ? document.exitFullscreen() : box.requestFullscreen())],
      ["save", () => this.save()],
    ]) {
      const button = make("button", box.dataset[name]);
      button.type = "button";
      button.addEventListener("click", act);
      tools.append(button);
    }
    box.prepend(tools);
    this.paper.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event);
    }, { passive: false });
    this.paper.addEventListener("keydown", (event) => {
      const act = { "+": () => this.zoom(1.35), "=": () => this.zoom(1.35), "-": () => this.zoom(1 / 1.35), "0": () => this.fit() };
      if (act[event.key] && !event.ctrlKey && !event.metaKey) { event.preventDefault(); act[event.key](); }
    });
    this.drag();
    this.paper.addEventListener("click", (event) => this.near(event));
    this.show();
  }

  get scale() { return this.svg.getBoundingClientRect().width / this.natural; }

  zoom(factor, at) {
    const { paper, svg } = this;
    const scale = Math.min(8, Math.max(0.05, this.scale * factor));
    const frame = paper.getBoundingClientRect();
    const x = at ? at.clientX - frame.left : frame.width / 2;
    const y = at ? at.clientY - frame.top : frame.height / 2;
    const before = svg.getBoundingClientRect();
    const [inX, inY] = [(frame.left + x - before.left) / before.width, (frame.top + y - before.top) / before.height];
    paper.classList.add("sized");
    svg.style.width = `${this.natural * scale}px`;
    const after = svg.getBoundingClientRect();
    paper.scrollLeft += after.left + inX * after.width - (frame.left + x);
    paper.scrollTop += after.top + inY * after.height - (frame.top + y);
  }

  fit() {
    this.paper.classList.remove("sized");
    this.svg.style.width = "";
  }

  // A mouse moves the paper; a finger scrolls it as it does everything else.
  drag() {
    const { paper } = this;
    let from = null;
    this.moved = false;
    paper.addEventListener("pointerdown", (event) => {
      this.moved = false;
      if (event.pointerType !== "mouse" || event.button) return;
      from = [event.clientX, event.clientY, paper.scrollLeft, paper.scrollTop];
    });
    addEventListener("pointermove", (event) => {
      if (!from) return;
      const [x, y] = [event.clientX - from[0], event.clientY - from[1]];
      if (Math.abs(x) + Math.abs(y) < 5 && !this.moved) return;
      this.moved = true;
      paper.classList.add("moving");
      paper.scrollLeft = from[2] - x;
      paper.scrollTop = from[3] - y;
    });
    addEventListener("pointerup", () => { from = null; paper.classList.remove("moving"); });
    paper.addEventListener("dragstart", (event) => event.preventDefault());
  }

  // Lines are thin: a click beside one counts as well. The end of a movement is no click.
  near(event) {
    if (this.moved) { event.preventDefault(); this.moved = false; return; }
    if (event.target.closest("a")) return;
    for (let reach = 1; reach <= 6; reach += 1) {
      for (const [x, y] of [[0, reach], [0, -reach], [reach, 0], [-reach, 0], [reach, reach], [-reach, -reach]]) {
        const other = document.elementFromPoint(event.clientX + x, event.clientY + y);
        const link = other && this.svg.contains(other) && other.closest("a");
        if (link) { location.href = link.getAttribute("href"); return; }
      }
    }
  }

  // An address with a node of this drawing: mark every box of the same element, and bring the first into sight.
  show() {
    this.svg.querySelectorAll("a.chosen").forEach((link) => link.classList.remove("chosen"));
    const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!wanted || !this.svg.contains(wanted)) return;
    const href = wanted.getAttribute("href");
    this.svg.querySelectorAll("a").forEach((link) => {
      if (link.getAttribute("href") === href) link.classList.add("chosen");
    });
    if (this.scale < 0.6) this.zoom(1 / this.scale);
    const [frame, place] = [this.paper.getBoundingClientRect(), wanted.getBoundingClientRect()];
    this.paper.scrollLeft += place.left + place.width / 2 - frame.left - frame.width / 2;
    this.paper.scrollTop += place.top + place.height / 2 - frame.top - frame.height / 2;
    requestAnimationFrame(() => this.box.scrollIntoView({ block: "nearest", behavior: "instant" }));
  }

  save() {
    const copy = this.svg.cloneNode(true);
    copy.removeAttribute("style");
    copy.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes));
    const file = new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
    const link = make("a");
    link.href = URL.createObjectURL(file);
    link.download = `${document.querySelector("h1").textContent.replace(/[^\p{L}\p{N}-]+/gu, "-")}.svg`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}

// An address may point at something that is folded away.
const unfold = () => {
  const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!wanted) return;
  let around = wanted.closest("details");
  if (!around) return;
  for (; around; around = around.parentElement.closest("details")) around.open = true;
  wanted.scrollIntoView({ block: "center" });
};

const drawings = [...document.querySelectorAll(".figure")].filter((box) => box.querySelector("svg")).map((box) => new Drawing(box));
addEventListener("hashchange", () => { unfold(); drawings.forEach((drawing) => drawing.show()); });
unfold();
addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (event.key === "/" && !typing) { event.preventDefault(); document.getElementById("q").focus(); }
});
const found = document.getElementById("found");
if (found) search.begin(found);
