// Small charts of plain elements, each also readable as a list or a table.

// Bars with a name and a number; `rows` are {name, value, parts?, href?, title?}.
function barList(rows, options = {}) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  return h("ul", { class: `bars ${options.class || ""}` }, rows.map((row) => {
    const line = [
      h("span", { class: "bar-name" }, row.dot, say(row.name)),
      h("span", { class: "bar-track", "aria-hidden": "true" }, (row.parts || [[row.value, options.fill || "fill"]]).map(
        ([value, kind]) => h("i", { class: kind, style: { width: `${(100 * value) / most}%` } }))),
      h("span", { class: "bar-num" }, row.words || count(row.value)),
    ];
    return h("li", null, row.href ? link(row.href, { class: "bar", title: row.title || row.name }, line)
      : h("div", { class: "bar", title: row.title || row.name }, line));
  }));
}

// A figure of columns over years (or other steps): `rows` are {name, value, href}.
function columnChart(rows, one) {
  const most = Math.max(1, ...rows.map((row) => row.value));
  const step = Math.ceil(rows.length / 12);
  return h("ol", { class: "columns", "aria-label": `${label(one)}s by year` }, rows.map((row, number) => {
    const inner = [rows.length <= 24 && row.value ? h("span", { class: "column-num", "aria-hidden": "true" }, count(row.value)) : null, h("i", { style: { height: `${(100 * row.value) / most}%` }, class: row.value ? "" : "zero" }),
      h("span", { class: `column-name ${number % step ? "skip-name" : ""}` }, row.name)];
    const words = `${row.name}: ${many(row.value, one)}`;
    return h("li", { title: words }, row.value ? link(row.href, { "aria-label": words }, inner)
      : h("div", { "aria-hidden": "true" }, inner));
  }));
}

function card(title, note, ...content) {
  const id = fresh("card");
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, title),
    note && h("p", { class: "note" }, note), content);
}

function tally(table, column, rows) {
  const counts = new Map();
  for (const row of rows || table.rows()) {
    const value = table.cell(row, column);
    counts.set(value, (counts.get(value) || 0) + 1);
  }
  return counts;
}

function largestFirst(counts) {
  return [...counts].sort((a, b) => b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1));
}
