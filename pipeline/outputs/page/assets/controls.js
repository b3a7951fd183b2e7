// The bar of filters above a view: search, menus with counts, words, days, and what is set as chips.

let serial = 0;
function fresh(name) {
  serial += 1;
  return `${name}-${serial}`;
}

function filterBar(filter, options = {}) {
  const { plan } = filter;
  const search = h("input", {
    type: "search", class: "search", placeholder: `Search ${plan.one}s`, "aria-label": `Search ${plan.one}s`,
    autocomplete: "off", spellcheck: "false",
    oninput: later(140, () => filter.change((f) => { f.q = search.value; })),
  });
  const menus = plan.facets.map((column) => facetMenu(filter, column));
  const fields = plan.contains.map((field) => wordField(filter, field));
  const range = plan.range && !options.withoutRange ? rangeField(filter) : null;
  const chips = h("ul", { class: "chips", "aria-label": "Filters that are set" });
  const node = h("form", { class: "filters", role: "search", "aria-label": `Filter ${plan.one}s`,
    onsubmit: (event) => event.preventDefault() },
    h("div", { class: "filter-row" }, h("span", { class: "search-box" }, icon(ICONS.search), search),
      fields.map((field) => field.node), menus.map((menu) => menu.node), range && range.node), chips);
  function update() {
    if (document.activeElement !== search) search.value = filter.q;
    for (const control of [...menus, ...fields, ...(range ? [range] : [])]) control.update();
    put(chips, chipsOf(filter, options));
    chips.hidden = !chips.childNodes.length;
  }
  filter.listeners.push(update);
  update();
  return node;
}

function facetMenu(filter, column) {
  const meaning = filter.table.column(column);
  const title = label(column);
  const summary = h("summary", null, title);
  const list = h("fieldset", null, h("legend", null, meaning.description));
  const node = h("details", { class: "menu" }, summary, h("div", { class: "pop" }, list));
  const values = valuesOf(filter, column);
  const boxes = values.map((value) => {
    const box = h("input", { type: "checkbox", onchange: () => filter.change((f) => {
      if (box.checked) f.facets[column].add(value);
      else f.facets[column].delete(value);
    }) });
    const number = h("span", { class: "num" });
    add(list, [h("label", null, box, h("span", { class: "grow" }, dotFor(column, value), say(label(value))), number)]);
    return { value, box, number };
  });
  if (!values.length) node.hidden = true;
  node.addEventListener("toggle", () => { if (node.open) update(); });
  closeOutside(node, summary);
  function update() {
    const on = filter.facets[column];
    put(summary, title, on.size ? h("span", { class: "badge" }, on.size) : null);
    node.classList.toggle("on", on.size > 0);
    if (!node.open) return;
    const counts = new Map();
    for (const row of filter.rows(column)) {
      const value = String(filter.table.cell(row, column) ?? "");
      counts.set(value, (counts.get(value) || 0) + 1);
    }
    for (const { value, box, number } of boxes) {
      box.checked = on.has(value);
      put(number, count(counts.get(value) || 0));
    }
  }
  return { node, update };
}

function valuesOf(filter, column) {
  const counts = new Map();
  for (let row = 0; row < filter.table.size; row++) {
    const value = String(filter.table.cell(row, column) ?? "");
    counts.set(value, (counts.get(value) || 0) + 1);
  }
  const ranks = filter.plan.order[column] || (column === "grade" ? ["A", "B", "C"] : null);
  const byRank = (a, b) => ranks.indexOf(a) - ranks.indexOf(b);
  const bySize = (a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1);
  return [...counts.keys()].sort(ranks ? byRank : bySize);
}

function dotFor(column, value) {
  return column === "status" ? h("i", { class: `dot st-${value}`, "aria-hidden": "true" }) : null;
}

// An open menu closes on Escape, on a click elsewhere, and when the focus leaves it.
function closeOutside(node, summary) {
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && node.open) {
      node.open = false;
      summary.focus();
    }
  });
  node.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !node.contains(event.relatedTarget)) node.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (node.open && !node.contains(event.target)) node.open = false;
  });
}

// A field for words that a column holds; it offers the values that recur most.
function wordField(filter, field) {
  const offers = h("datalist", { id: fresh("offers") });
  const input = h("input", { type: "text", list: offers.id, placeholder: field.label, "aria-label": field.label,
    autocomplete: "off", spellcheck: "false", class: "word",
    onfocus: () => offer(), oninput: later(160, () => {
      offer();
      filter.change((f) => { f.words[field.key] = input.value; });
    }) });
  let known = null;
  function offer() {
    known = known || recurring(filter.table, field.columns);
    const asked = input.value.trim().toLowerCase();
    const fit = known.filter((value) => value.toLowerCase().includes(asked)).slice(0, 40);
    put(offers, fit.map((value) => h("option", { value })));
  }
  function update() {
    if (document.activeElement !== input) input.value = filter.words[field.key];
    input.classList.toggle("on", Boolean(filter.words[field.key]));
  }
  return { node: h("span", { class: "word-box" }, input, offers), update };
}

function recurring(table, columns) {
  const counts = new Map();
  for (const column of columns) {
    if (column === "participants") continue; // names with their roles; the other columns have them without
    for (let row = 0; row < table.size; row++) {
      for (const value of parts(table.cell(row, column))) {
        const name = column === "countries" ? countryName(value) : value;
        counts.set(name, (counts.get(name) || 0) + 1);
      }
    }
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
}

function rangeField(filter) {
  const title = filter.plan.range;
  const day = (key, words) => h("input", { type: "date", "aria-label": `${title} ${words}`, min: "0001-01-01",
    max: "9999-12-31", onchange: (event) => filter.change((f) => {
      f[key] = dayOf(event.target.value);
      f.undated = false;
    }) });
  const from = day("from", "from");
  const to = day("to", "to");
  const summary = h("summary", null, title);
  const undated = h("input", { type: "checkbox", onchange: () => filter.change((f) => {
    f.undated = undated.checked;
    if (undated.checked) f.from = f.to = null;
  }) });
  const node = h("details", { class: "menu" }, summary, h("div", { class: "pop" },
    h("label", { class: "stack" }, "From", from), h("label", { class: "stack" }, "To", to),
    h("label", null, undated, `Only without ${title === "Date" ? "a known date" : title.toLowerCase()}`)));
  closeOutside(node, summary);
  function update() {
    from.value = filter.from === null ? "" : iso(filter.from);
    to.value = filter.to === null ? "" : iso(filter.to);
    undated.checked = filter.undated;
    node.classList.toggle("on", filter.from !== null || filter.to !== null || filter.undated);
  }
  return { node, update };
}

function chipsOf(filter, options) {
  const chips = [];
  const chip = (text, undo) => chips.push(h("li", null, h("button", { type: "button", class: "chip",
    onclick: () => filter.change(undo) }, say(text), icon(ICONS.close), h("span", { class: "sr" }, "remove"))));
  if (filter.q) chip(`“${filter.q}”`, (f) => { f.q = ""; });
  for (const [column, set] of Object.entries(filter.facets)) {
    for (const value of set) chip(`${label(column)}: ${label(value)}`, (f) => f.facets[column].delete(value));
  }
  for (const field of filter.plan.contains) {
    if (filter.words[field.key]) {
      chip(`${field.label}: ${filter.words[field.key]}`, (f) => { f.words[field.key] = ""; });
    }
  }
  if (filter.country) chip(`Country: ${countryName(filter.country)}`, (f) => { f.country = ""; });
  if (filter.release) {
    const row = DATA.numberOf.get(filter.release);
    const title = row === undefined ? filter.release : titleOf(row);
    chip(`In: ${clip(title, 60)}`, (f) => { f.release = ""; });
  }
  if (filter.undated) chip(`No ${filter.plan.range.toLowerCase()}`, (f) => { f.undated = false; });
  if (!options.withoutRange && (filter.from !== null || filter.to !== null)) {
    const words = filter.from === null ? `until ${dayWords(filter.to, true)}` : filter.to === null
      ? `from ${dayWords(filter.from, true)}` : `${dayWords(filter.from, true)} – ${dayWords(filter.to, true)}`;
    chip(`${filter.plan.range}: ${words}`, (f) => { f.from = f.to = null; });
  }
  if (chips.length > 1) {
    chips.push(h("li", null, h("button", { type: "button", class: "chip clear", onclick: () => filter.change((f) => {
      const { sort } = f;
      f.clear();
      f.sort = sort;
    }) }, "Clear all")));
  }
  return chips;
}
