// One drawing that can be moved, enlarged, walked through with the keyboard and clicked. It knows no model:
// it gets an SVG of our own painter and tells which id was picked.
const ALLOWED = new Set(["svg", "g", "path", "rect", "circle", "text", "tspan", "title", "desc", "defs", "marker", "pattern",
  "use", "linearGradient", "stop", "image"]);
const PIXELS = /^data:image\/(png|jpeg|gif);base64,[A-Za-z0-9+/=]+$/;
const ZOOM_STEP = 1.25, LEAST = 0.05, MOST = 8, LARGEST_FIT = 1.25, CLICK_SLOP = 5;
// On a telephone a whole drawing would have letters nobody can read, so it starts larger than it fits: with letters of
// so many pixels, in a frame that leaves a finger room beside it to move the page.
const NARROW = 500, LETTER = 9.5, USUAL_LETTER = 12, SHARE = 0.78, NARROW_SHARE = 0.6;
// What one can walk along: boxes of a drawing, bars of a calendar.
const NODE = "g.node, g.row[data-id]";
// Where a person was in each drawing, for when the page is built anew around it.
const PLACES = new Map();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".map");
  const map = (root.__map ??= createMap(root));
  map.tell = setTriggerValue;
  map.show(data);
}

function createMap(root) {
  const paper = root.querySelector(".paper");
  const map = { tell: () => {}, hash: "", svg: null, view: null, size: null, links: {}, data: {}, readable: 1, moved: false };

  map.show = (data) => {
    map.data = data;
    map.links = data.links;
    root.querySelector(".hint").textContent = data.words.hint;
    for (const button of root.querySelectorAll("button")) {
      const word = data.words[button.dataset.do];
      button.title = word;
      button.setAttribute("aria-label", word);
      if (button.dataset.worded === "yes") button.textContent = word;
    }
    root.querySelector(".bar").hidden = false; // until here its buttons had no names
    // The same drawing keeps its place on the screen, whatever else on the page was asked anew.
    if (data.hash !== map.hash) draw(data);
    choose(data.selected);
  };

  function draw(data) {
    const parsed = new DOMParser().parseFromString(data.svg, "image/svg+xml").documentElement;
    if (![parsed, ...parsed.querySelectorAll("*")].every(isHarmless)) return;
    paper.querySelector("svg")?.remove();
    map.svg = document.importNode(parsed, true);
    const [x, y, w, h] = (parsed.getAttribute("viewBox") || "").split(/[\s,]+/).map(Number);
    map.size = { x: x || 0, y: y || 0, w: w || Number(parsed.getAttribute("width")), h: h || Number(parsed.getAttribute("height")) };
    map.hash = data.hash;
    map.svg.setAttribute("role", "group");  // it holds what can be chosen, so it is no mere image
    paper.append(map.svg);
    thicken();
    for (const node of nodes()) name(node);
    const named = nodes().filter((node) => node.getAttribute("role") !== "presentation");
    for (const node of named) node.tabIndex = -1;
    if (named[0]) named[0].tabIndex = 0;
    map.readable = readableScale();
    const place = PLACES.get(data.hash);
    map.moved = Boolean(place);
    if (!place) return start();
    shape();
    apply({ ...place, h: (place.w * paper.clientHeight) / paper.clientWidth });
  }

  // Letters differ in size; a quarter of them may be smaller than what is made readable.
  function readableScale() {
    const sizes = [...map.svg.querySelectorAll("text")].map((text) => parseFloat(text.getAttribute("font-size")) || USUAL_LETTER);
    sizes.sort((a, b) => a - b);
    return Math.min(LARGEST_FIT, LETTER / (sizes[Math.floor(sizes.length / 4)] ?? USUAL_LETTER));
  }
  const isNarrow = () => paper.clientWidth < NARROW;
  const isTooSmall = () => isNarrow() && paper.clientWidth < map.readable * map.size.w;

  // As high as the drawing needs at this width, within what a screen can show.
  function shape() {
    const scale = isTooSmall() ? map.readable : Math.min(LARGEST_FIT, paper.clientWidth / map.size.w) || 1;
    const most = map.data.tall ? 1000 : Math.min(680, (isNarrow() ? NARROW_SHARE : SHARE) * screen.availHeight);
    paper.style.height = `${Math.round(Math.max(Math.min(240, most), Math.min(most, map.size.h * scale + 2)))}px`;
  }

  // Where one begins: at the whole, or on a telephone at what it is about, else at the top left.
  function start() {
    shape();
    fit();
    if (isTooSmall()) {
      apply({ x: map.size.x, y: map.size.y, w: paper.clientWidth / map.readable, h: paper.clientHeight / map.readable });
      const focus = (map.data.selected && groupsOf(map.data.selected)[0]) || map.svg.querySelector("g.node.emphasis");
      if (focus) centreOn(focus);
    }
    map.moved = false;
    PLACES.delete(map.hash);
  }

  const nodes = () => [...(map.svg?.querySelectorAll(NODE) ?? [])];

  // What can be chosen is a button with a name; a box without words, as in the chart of the notation, is neither.
  function name(node) {
    const said = node.getAttribute("aria-label") || node.querySelector("title")?.textContent.trim();
    if (said) node.setAttribute("aria-label", said);
    else node.removeAttribute("aria-label");
    if (said && map.data.pickable) node.setAttribute("role", "button");
    else node.setAttribute("role", said ? "img" : "presentation");
  }

  // A line of one pixel can hardly be hit: one that nobody sees lies over it, unless the painter did so already.
  function thicken() {
    for (const edge of map.svg.querySelectorAll("g.edge")) {
      const line = edge.querySelector("path");
      if (!line || edge.querySelector(".hit") || !edge.dataset.id) continue;
      const unseen = line.cloneNode(false);
      for (const [name, value] of [["class", "hit"], ["fill", "none"], ["stroke", "#000"], ["stroke-opacity", "0"],
        ["stroke-width", "12"], ["stroke-dasharray", "none"], ["pointer-events", "stroke"]]) unseen.setAttribute(name, value);
      edge.append(unseen);
    }
  }

  const groupsOf = (id) => [...map.svg.querySelectorAll("[data-id]")].filter((group) => group.dataset.id === id);
  const edges = () => [...map.svg.querySelectorAll("g.edge")];
  const edgesOf = (node) => edges().filter((edge) => map.links[edge.dataset.edge]?.includes(node));

  // Marks what is chosen, its lines and what they lead to; what is neither fades, but can still be read.
  function choose(id) {
    if (!map.svg) return;
    for (const group of map.svg.querySelectorAll(".chosen, .near, .around, .dim")) {
      group.classList.remove("chosen", "near", "around", "dim");
    }
    const chosen = id ? groupsOf(id) : [];
    const lit = new Set(), lines = new Set();
    for (const group of chosen) {
      group.classList.add("chosen");
      if (group.dataset.edge) lines.add(group.dataset.edge);
      else if (group.dataset.node) {
        lit.add(group.dataset.node);
        for (const edge of edgesOf(group.dataset.node)) {
          edge.classList.add("near");
          lines.add(edge.dataset.edge);
        }
      }
    }
    // A line may end on another line.
    for (const line of lines) for (const end of map.links[line] ?? []) (map.links[end] ? lines : lit).add(end);
    if (lit.size) dim(lit, lines);
  }

  // What lies inside something that is lit stays as it is; what lies around it keeps its name and gives up its colour.
  function dim(lit, lines) {
    const wholes = (node) => {
      const found = [];
      for (let at = map.data.inside[node]; at && !found.includes(at); at = map.data.inside[at]) found.push(at);
      return found;
    };
    const around = new Set([...lit].flatMap(wholes));
    for (const group of map.svg.querySelectorAll("g.node, g.header")) {
      const node = group.dataset.node;
      if (lit.has(node)) continue;
      const inside = wholes(node).some((whole) => lit.has(whole));
      if (!inside) group.classList.add(around.has(node) ? "around" : "dim");
    }
    for (const group of map.svg.querySelectorAll("[data-edge]")) {  // lines, and the words on them
      if (!lines.has(group.dataset.edge)) group.classList.add("dim");
    }
  }

  // ── Moving ──
  function apply(view = map.view) {
    const { x, y, w, h } = (map.view = view);
    map.moved = true;
    PLACES.set(map.hash, view);
    map.svg.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
  }
  function fit() {
    // Small drawings are not blown up: letters of one picture look like those of the next.
    const scale = Math.min(LARGEST_FIT, paper.clientWidth / map.size.w, paper.clientHeight / map.size.h) || 1;
    const w = paper.clientWidth / scale, h = paper.clientHeight / scale;
    map.view = { x: map.size.x + (map.size.w - w) / 2, y: map.size.y + (map.size.h - h) / 2, w, h };
    apply();
  }
  function zoom(factor, px = paper.clientWidth / 2, py = paper.clientHeight / 2) {
    const { x, y, w, h } = map.view;
    const scale = paper.clientWidth / w;
    const by = Math.min(MOST, Math.max(LEAST, scale * factor)) / scale;
    const cx = x + (px / paper.clientWidth) * w, cy = y + (py / paper.clientHeight) * h;
    map.view = { x: cx - (cx - x) / by, y: cy - (cy - y) / by, w: w / by, h: h / by };
    apply();
  }
  function pan(dx, dy) {
    const unit = map.view.w / paper.clientWidth;
    map.view.x -= dx * unit;
    map.view.y -= dy * unit;
    apply();
  }
  function bringIntoView(node) {
    const box = node.getBoundingClientRect(), frame = paper.getBoundingClientRect();
    const dx = box.left < frame.left ? frame.left - box.left + 20 : box.right > frame.right ? frame.right - box.right - 20 : 0;
    const dy = box.top < frame.top ? frame.top - box.top + 20 : box.bottom > frame.bottom ? frame.bottom - box.bottom - 20 : 0;
    if (dx || dy) pan(dx, dy);
  }

  // The drawing fills the frame as far as it goes.
  function centreOn(node) {
    const box = node.getBoundingClientRect(), frame = paper.getBoundingClientRect();
    const within = (inner, outer) => (inner > outer ? 20 : (outer - inner) / 2);
    pan(frame.left + within(box.width, frame.width) - box.left, frame.top + within(box.height, frame.height) - box.top);
    const { w, h } = map.view, { size } = map;
    const held = (at, least, most) => Math.max(least, Math.min(at, most));
    apply({ x: held(map.view.x, size.x, size.x + size.w - w), y: held(map.view.y, size.y, size.y + size.h - h), w, h });
  }

  const fingers = new Map();
  let moved = 0, apart = 0, downOn = null;
  paper.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    if (fingers.size === 1) [moved, downOn] = [0, event.target.closest?.("[data-id]")];
    apart = spread();
  });
  paper.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before || !map.view) return;
    fingers.set(event.pointerId, event);
    moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
    if (moved < CLICK_SLOP) return;
    if (!paper.hasPointerCapture(event.pointerId)) paper.setPointerCapture(event.pointerId);
    paper.classList.add("dragging");
    if (fingers.size === 1) return pan(event.clientX - before.clientX, event.clientY - before.clientY);
    const now = spread();
    if (apart) zoom(now / apart, ...middle());
    apart = now;
  });
  const release = (event) => {
    fingers.delete(event.pointerId);
    paper.classList.remove("dragging");
    if (event.type === "pointerup" && moved < CLICK_SLOP) downOn ? pick(downOn) : clear();
    if (!fingers.size) downOn = null;
  };
  paper.addEventListener("pointerup", release);
  paper.addEventListener("pointercancel", release);
  const spread = () => {
    const [one, two] = fingers.values();
    return two ? Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY) : 0;
  };
  const middle = () => {
    const [one, two] = fingers.values(), frame = paper.getBoundingClientRect();
    return [(one.clientX + two.clientX) / 2 - frame.left, (one.clientY + two.clientY) / 2 - frame.top];
  };
  // Without a key the wheel belongs to the page; with Ctrl (also: a pinch on a touch pad) it enlarges.
  paper.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const frame = paper.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 300), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });
  new ResizeObserver(() => {
    if (!map.view || !paper.clientWidth) return;
    // As nobody moved it, or it was made while it could not be seen, it begins anew at this size.
    if (!map.moved || !map.view.w || !map.view.h) return start();
    shape();
    apply({ ...map.view, h: (map.view.w * paper.clientHeight) / paper.clientWidth });
  }).observe(paper);

  // ── Choosing ──
  function pick(group) {
    if (!map.data.pickable) return;
    // A frame or a remark stands for nothing that could be chosen.
    if (map.data.mute.includes(group.dataset.id)) return clear();
    choose(group.dataset.id);
    map.tell("picked", group.dataset.id);
  }
  function clear() {
    if (!map.data.clears || !map.svg.querySelector(".chosen")) return;
    choose("");
    map.tell("cleared", true);
  }
  paper.addEventListener("dblclick", (event) => {
    const node = event.target.closest(NODE);
    if (node && map.data.pickable) map.tell("opened", node.dataset.id);
  });
  paper.addEventListener("focusin", (event) => {
    const node = event.target.closest(NODE);
    if (!node) return;
    for (const other of nodes()) other.tabIndex = other === node ? 0 : -1;
    bringIntoView(node);
  });
  paper.addEventListener("keydown", (event) => {
    const node = event.target.closest(NODE);
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "+" || event.key === "=") zoom(ZOOM_STEP);
    else if (event.key === "-") zoom(1 / ZOOM_STEP);
    else if (event.key === "0") fit();
    else if (event.key === "Escape" && map.svg.querySelector(".chosen")) clear();
    else if ((event.key === "Enter" || event.key === " ") && node) pick(node);
    else if (step && node) next(node, step)?.focus();
    else if (step) pan(-60 * step[0], -60 * step[1]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // Along a relation when one leads that way, else to whatever lies nearest in that direction.
  function next(from, [dx, dy]) {
    const here = centre(from);
    const tied = new Set(edgesOf(from.dataset.node).flatMap((edge) => map.links[edge.dataset.edge]));
    const ahead = nodes().filter((node) => node !== from).map((node) => {
      const there = centre(node), along = (there.x - here.x) * dx + (there.y - here.y) * dy;
      const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
      return { node, along, far: along + 2 * aside, tied: tied.has(node.dataset.node) };
    }).filter(({ along }) => along > 4).sort((a, b) => b.tied - a.tied || a.far - b.far);
    return ahead[0]?.node;
  }
  const centre = (node) => {
    const box = node.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };

  // ── The bar ──
  root.querySelector(".bar").addEventListener("click", (event) => {
    const wanted = event.target.closest("button")?.dataset.do;
    if (!wanted || !map.svg) return;
    if (wanted === "in") zoom(ZOOM_STEP);
    if (wanted === "out") zoom(1 / ZOOM_STEP);
    if (wanted === "fit") fit();
    if (wanted === "full") document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();
  });
  root.addEventListener("fullscreenchange", () => requestAnimationFrame(start));

  return map;
}

// Python lets only harmless drawings through; here is the second lock.
function isHarmless(element) {
  return ALLOWED.has(element.localName)
    && [...element.attributes].every(({ name, value }) =>
      (!/^on|href$|^style$/i.test(name) || (/^(xlink:)?href$/.test(name) && PIXELS.test(value)))
      && (/^(aria|data)-/.test(name) || !/url\(/i.test(value) || /^url\(#[\w-]+\)$/.test(value)));
}
