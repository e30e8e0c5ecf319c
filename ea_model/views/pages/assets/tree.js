// A tree of folders. What is folded is not in the page; names are text nodes, never HTML.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".tree");
  const tree = (root.__tree ??= createTree(root));
  tree.tell = setTriggerValue;
  tree.show(data);
}

function createTree(root) {
  const tree = { tell: () => {}, data: null, open: new Set([""]) };

  tree.show = (data) => {
    const before = tree.data;
    tree.data = data;
    tree.inside = new Map();
    const at = (around) => tree.inside.get(around) ?? tree.inside.set(around, { branches: [], leaves: [] }).get(around);
    for (const branch of data.branches) at(branch[1]).branches.push(branch);
    for (const leaf of data.leaves) at(leaf[1]).leaves.push(leaf);
    const parents = new Map(data.branches.map(([code, around]) => [code, around]));
    const leaf = data.leaves.find(([id]) => id === data.leaf);
    const news = !before || before.selected !== data.selected || before.leaf !== data.leaf;
    if (news) for (const start of [data.selected, leaf?.[1]]) {
      for (let code = start; code && !tree.open.has(code); code = parents.get(code)) tree.open.add(code);
    }
    root.setAttribute("aria-label", data.words.title);
    draw();
  };

  function draw() {
    const held = root.getRootNode().activeElement?.dataset?.key;
    const list = document.createElement("ul");
    list.append(row("/", data().words.all, null, data().selected === "", () => tree.tell("folder", "/")));
    fill(list, "");
    root.replaceChildren(list);
    if (held) [...root.querySelectorAll("button")].find((button) => button.dataset.key === held)?.focus();
  }
  const data = () => tree.data;

  // Folder by folder, without recursion: a file may nest as deep as it likes.
  function fill(top, start) {
    const waiting = [[top, start]];
    while (waiting.length) {
      const [list, around] = waiting.pop();
      const { branches = [], leaves = [] } = tree.inside.get(around) ?? {};
      for (const [code, , name, count] of branches) {
        const item = row(`/${code}`, name, count, code === data().selected, () => {
          tree.open.add(code);
          tree.tell("folder", `/${code}`);
        });
        list.append(item);
        if (!tree.inside.has(code)) continue;
        const open = tree.open.has(code);
        item.prepend(twist(code, name, open));
        if (!open) continue;
        const inner = document.createElement("ul");
        item.append(inner);
        waiting.push([inner, code]);
      }
      for (const [id, , name] of leaves) {
        list.append(row(`leaf ${id}`, name, null, id === data().leaf, () => tree.tell("leaf", `/${id}`), "leaf"));
      }
    }
  }

  function row(key, name, count, chosen, pick, kind = "folder") {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.className = kind;
    button.dataset.key = key;
    if (chosen) button.setAttribute("aria-current", "true");
    button.append(name);
    if (count) {
      const number = document.createElement("small");
      number.append(` ${count}`);
      button.append(number);
    }
    button.addEventListener("click", pick);
    item.append(button);
    return item;
  }

  function twist(code, name, open) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "twist";
    button.dataset.key = `twist ${code}`;
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", `${open ? data().words.fold : data().words.unfold}: ${name}`);
    button.addEventListener("click", () => turn(code, !open));
    return button;
  }

  function turn(code, open) {
    if (open) tree.open.add(code);
    else tree.open.delete(code);
    draw();
  }

  root.addEventListener("keydown", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const names = [...root.querySelectorAll("button:not(.twist)")];
    const own = button.closest("li").querySelector(":scope > button:not(.twist)");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const twisted = button.closest("li").querySelector(":scope > .twist");
    const opens = event.key === "ArrowRight";
    if (step) names[names.indexOf(own) + step]?.focus();
    else if (twisted && (opens || event.key === "ArrowLeft")) turn(twisted.dataset.key.slice("twist ".length), opens);
    else return;
    event.preventDefault();
  });

  return tree;
}
