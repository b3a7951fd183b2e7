// A table of findings: sorted by its heads, a page at a time, copied or saved as CSV.

const PAGE = 50;

function tableView(filter, options = {}) {
  const { table, plan } = filter;
  const shown = new Set(plan.shown);
  const caption = h("caption", { class: "sr" });
  const head = h("thead", { role: "rowgroup" });
  const body = h("tbody", { role: "rowgroup" });
  const grid = h("table", { class: `grid of-${filter.name}`, role: "table" }, caption, head, body);
  const number = h("p", { class: "found" });
  const pager = h("nav", { class: "pager", "aria-label": `Pages of ${plan.one}s` });
  const none = h("div", { class: "none" });
  const sorter = sortSelect(filter, () => columns());
  const node = h("section", { class: "table", "aria-label": `Table of ${plan.one}s` },
    h("div", { class: "table-top" }, number, h("div", { class: "tools" }, sorter.node,
      columnMenu(filter, shown, () => render()), copyButtons(filter))),
    h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": `${plan.one}s, scrolls sideways` }, grid),
    none, pager);

  function columns() {
    return table.columns.filter((column) => shown.has(column.name))
      .sort((a, b) => rank(plan, a.name) - rank(plan, b.name));
  }

  function render() {
    const rows = filter.sorted();
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    filter.page = Math.min(filter.page, pages - 1);
    const first = filter.page * PAGE;
    const these = rows.slice(first, first + PAGE);
    put(caption, `${many(rows.length, plan.one)}, page ${filter.page + 1} of ${pages}`);
    put(head, h("tr", { role: "row" }, columns().map((column) => headCell(filter, column))));
    put(body, these.map((row) => bodyRow(filter, row, columns())));
    put(number, foundWords(filter, rows.length));
    put(none, rows.length ? null : emptyWords(filter));
    grid.hidden = !rows.length;
    pagerInto(pager, filter, pages, first, these.length, rows.length, () => node.scrollIntoView({ block: "start" }));
    sorter.update();
    if (options.onrender) options.onrender(rows);
  }
  filter.listeners.push(() => { if (!node.closest("[hidden]")) render(); });
  return { node, render };
}

function rank(plan, name) {
  const at = plan.shown.indexOf(name);
  return at < 0 ? 1000 : at;
}

function foundWords(filter, found) {
  const { plan, table } = filter;
  const all = many(table.size, plan.one);
  return filter.isOn() ? [h("strong", null, count(found)), ` of ${all}`] : [h("strong", null, count(found)),
    ` ${found === 1 ? plan.one : plan.one + "s"}`];
}

function emptyWords(filter) {
  const { plan } = filter;
  if (!filter.table.size) {
    return [h("p", { class: "none-title" }, `No ${plan.one}s`), h("p", null, plan.one === "issue"
      ? "Every file was read without a remark."
      : `The releases of this run tell of no ${plan.one}s that the rules know.`)];
  }
  return [h("p", { class: "none-title" }, `No ${plan.one} fits these filters`),
    h("p", null, h("button", { type: "button", class: "plain", onclick: () => filter.change((f) => f.clear()) },
      "Clear the filters"))];
}

function headCell(filter, column) {
  const by = filter.sort.replace(/^-/, "");
  const down = filter.sort.startsWith("-");
  const isBy = by === column.name;
  const next = isBy ? (down ? filter.plan.sort : `-${column.name}`) : column.name;
  const button = h("button", { type: "button", title: column.description, data: { by: column.name },
    onclick: () => {
      filter.change((f) => { f.sort = isBy && down && next === filter.sort ? column.name : next; });
      const again = document.querySelector(`.of-${filter.name} th button[data-by="${column.name}"]`);
      if (again) again.focus();
      announce(`Sorted by ${label(filter.sort.replace(/^-/, "") || "order in the releases")}`);
    } }, headWord(column.name), h("span", { class: "arrow", "aria-hidden": "true" }, isBy ? (down ? "↓" : "↑") : ""));
  return h("th", { scope: "col", role: "columnheader", class: `c-${column.name}`,
    "aria-sort": isBy ? (down ? "descending" : "ascending") : "none" }, button);
}

function headWord(name) {
  return { release_id: "Release" }[name] || label(name);
}

function bodyRow(filter, row, columns) {
  const { table } = filter;
  const there = table.cell(row, "release_id") ? placeOf(table, row) : null;
  const tr = h("tr", { role: "row", class: there ? "goes" : "", onclick: (event) => {
    if (there && !event.target.closest("a,button") && !String(getSelection())) location.hash = there;
  } });
  add(tr, [columns.map((column) => h("td", { role: "cell", class: `c-${column.name}`,
    data: { label: headWord(column.name) } }, cellNode(table, row, column, there)))]);
  return tr;
}

const LINKED = { events: "title", commitments: "action", releases: "title", issues: "file" };

function cellNode(table, row, column, there) {
  const value = table.cell(row, column.name);
  if (column.name === LINKED[table.name] && there) return link(there, null, say(value || "untitled"));
  if (value === null) return h("span", { class: "nil", "aria-label": "empty" }, "–");
  const number = DATA.numberOf.get(value);
  switch (column.name) {
    case "release_id": return number === undefined ? say(value)
      : link(place(value), { class: "soft", title: titleOf(number) }, say(clip(titleOf(number), 52)));
    case "date": case "deadline": case "published": return h("span", { class: "when" }, dateWords(value, true));
    case "status": return h("span", { class: "tag" }, dotFor("status", value), value);
    case "type": case "class": case "strength": case "code": return h("span", { class: `tag ${column.name}-${value}` },
      label(value));
    case "severity": case "state": return h("span", { class: `tag is-${value}` }, value);
    case "grade": return h("span", { class: `grade g-${value}` }, value);
    default: return column.type === "integer" ? count(value) : say(value);
  }
}

function columnMenu(filter, shown, render) {
  const summary = h("summary", null, "Columns");
  const list = h("fieldset", { class: "long" }, h("legend", null, "Columns to show; a copy has them all"));
  const node = h("details", { class: "menu right" }, summary, h("div", { class: "pop" }, list));
  for (const column of filter.table.columns) {
    const box = h("input", { type: "checkbox", prop: { checked: shown.has(column.name) }, onchange: () => {
      if (box.checked) shown.add(column.name);
      else shown.delete(column.name);
      render();
    } });
    add(list, [h("label", { title: column.description }, box, h("span", { class: "grow" }, headWord(column.name)))]);
  }
  closeOutside(node, summary);
  return node;
}

// On a narrow screen rows are cards without heads; they are sorted by this menu.
function sortSelect(filter, columns) {
  const select = h("select", { "aria-label": "Sort by", onchange: () => filter.change((f) => { f.sort = select.value; }) });
  const node = h("span", { class: "sorter" }, select);
  function update() {
    put(select, h("option", { value: "" }, "Order in the releases"), columns().flatMap((column) => [
      h("option", { value: column.name }, `${headWord(column.name)} ↑`),
      h("option", { value: `-${column.name}` }, `${headWord(column.name)} ↓`)]));
    select.value = filter.sort;
  }
  return { node, update };
}

function copyButtons(filter) {
  const copy = h("button", { type: "button", class: "tool", onclick: async () => {
    const done = await toClipboard(csvOf(filter));
    announce(done ? `${many(filter.rows().length, "row")} copied as CSV` : "The browser did not allow copying");
    put(copy, icon(ICONS.copy), done ? "Copied" : "Not allowed");
    setTimeout(() => put(copy, icon(ICONS.copy), "Copy CSV"), 1600);
  } }, icon(ICONS.copy), "Copy CSV");
  const save = h("button", { type: "button", class: "tool", "aria-label": "Save as a CSV file", onclick: () => {
    const address = URL.createObjectURL(new Blob(["\ufeff", csvOf(filter)], { type: "text/csv" }));
    h("a", { href: address, download: `${filter.name}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  } }, icon(ICONS.save), "Save");
  return [copy, save];
}

// The rows that are asked for, in their order, with every column: what the CSV file has of them.
function csvOf(filter) {
  const { table } = filter;
  const lines = [table.columns.map((column) => column.name).join(",")];
  for (const row of filter.sorted()) {
    lines.push(table.columns.map((column) => csvCell(table.cell(row, column.name), column.type)).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea", { class: "sr", prop: { value: text } });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function pagerInto(nav, filter, pages, first, shown, all, after) {
  nav.hidden = pages < 2;
  const go = (page, word, path) => h("button", { type: "button", class: "tool", data: { go: word },
    prop: { disabled: page < 0 || page >= pages },
    onclick: () => {
      filter.change((f) => { f.page = page; }, true);
      after();
      const again = nav.querySelector(`[data-go="${word}"]:not(:disabled)`) || nav.querySelector("button:not(:disabled)");
      if (again) again.focus({ preventScroll: true });
      announce(`Page ${page + 1} of ${pages}`);
    } }, path === ICONS.left ? icon(path) : null, word, path === ICONS.right ? icon(path) : null);
  put(nav, go(filter.page - 1, "Previous", ICONS.left),
    h("span", null, `${count(first + 1)}–${count(first + shown)} of ${count(all)}`), go(filter.page + 1, "Next", ICONS.right));
}
