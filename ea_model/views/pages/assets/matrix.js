// A table of buttons, built from data with textContent only: one row per element, one column per activity.
export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".scroll");
  const at = [box.scrollLeft, box.scrollTop];
  box.setAttribute("aria-label", data.title);
  const table = make("table");
  table.lang = data.lang;
  table.append(header(data), ...data.groups.map((group) => body(group, data, setTriggerValue)));
  // Where the keyboard was, it stays after the page was asked anew.
  const focus = parentElement.activeElement?.dataset?.cell;
  box.replaceChildren(table);
  [box.scrollLeft, box.scrollTop] = at;
  if (focus) [...box.querySelectorAll("button")].find((button) => button.dataset.cell === focus)?.focus();
}

function header(data) {
  const row = make("tr");
  row.append(head(data.corner, "col"), ...data.columns.map((column) => head(column, "col")));
  const part = make("thead");
  part.append(row);
  return part;
}

function body(group, data, tell) {
  const part = make("tbody"), title = make("tr");
  title.className = "group";
  const cell = head(group.title, "rowgroup");
  cell.colSpan = data.columns.length + 1;
  title.append(cell);
  part.append(title, ...group.rows.map((row) => line(row, data, tell)));
  return part;
}

function line(row, data, tell) {
  const part = make("tr"), name = head(row.name, "row");
  name.append(make("small", row.kind));
  part.append(name, ...row.cells.map((cell) => field(cell, data, tell)));
  return part;
}

function field(cell, data, tell) {
  const place = make("td");
  if (!cell) {
    place.className = "none";
    place.textContent = "·";
    place.setAttribute("aria-label", data.none);
    return place;
  }
  const button = make("button");
  button.type = "button";
  button.classList.toggle("hatched", cell.hatched);
  button.classList.toggle("optional", !cell.required);
  button.style.setProperty("--tone", cell.fill);
  button.title = cell.title;
  button.dataset.cell = cell.id;
  button.setAttribute("aria-pressed", String(cell.id === data.selected));
  if (cell.who) button.append(make("b", cell.who));
  button.append(make("span", cell.word));
  button.addEventListener("click", () => tell("picked", cell.id));
  place.append(button);
  return place;
}

function head(text, scope) {
  const cell = make("th", text);
  cell.scope = scope;
  return cell;
}

function make(tag, text) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  return element;
}
