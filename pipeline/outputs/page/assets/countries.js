// Where: for every country how many releases name a place in it, and what happens or is promised there.

function countries() {
  const { events, commitments } = DATA.tables;
  const found = new Map();
  const at = (code) => {
    if (!found.has(code)) found.set(code, { code, name: countryName(code), releases: 0, events: 0, commitments: 0 });
    return found.get(code);
  };
  for (const [code, number] of Object.entries(DATA.named)) at(code).releases = number;
  for (const table of [events, commitments]) {
    for (let row = 0; row < table.size; row++) {
      for (const code of parts(table.cell(row, "countries"))) at(code)[table.name] += 1;
    }
  }
  const rows = [...found.values()];
  const state = { sort: "-releases", asked: "" };
  const head = h("thead");
  const body = h("tbody");
  const none = h("div", { class: "none" });
  const search = h("input", { type: "search", class: "search", placeholder: "Search countries", "aria-label": "Search countries",
    oninput: () => { state.asked = search.value.trim().toLowerCase(); render(); } });
  const without = events.size - events.rows().filter((row) => events.cell(row, "countries")).length;
  const node = h("section", { class: "view", id: "view-countries" }, h("h1", { tabindex: "-1" }, "Countries"),
    h("p", { class: "lead" }, rows.length ? `Places in ${many(rows.length, "country", "countries")} are named. ` : "",
      events.size ? `${count(without)} of ${many(events.size, "event")} have no place whose country is known.` : ""),
    h("div", { class: "filters" }, h("div", { class: "filter-row" }, h("span", { class: "search-box" }, icon(ICONS.search), search))),
    h("table", { class: "countries" }, h("caption", { class: "sr" }, "Countries"), head, body), none);
  const plans = [["name", "Country"], ["releases", "Releases"], ["events", "Events"], ["commitments", "Commitments"]];

  function render() {
    const down = state.sort.startsWith("-");
    const by = state.sort.replace("-", "");
    const shown = rows.filter((row) => row.name.toLowerCase().includes(state.asked) || row.code.toLowerCase() === state.asked)
      .sort((a, b) => {
        const order = a[by] === b[by] ? 0 : a[by] < b[by] ? -1 : 1;
        return (down ? -order : order) || (a.name < b.name ? -1 : 1);
      });
    put(head, h("tr", null, plans.map(([key, name]) => h("th", { scope: "col", class: `c-${key}`,
      "aria-sort": by === key ? (down ? "descending" : "ascending") : "none" },
    h("button", { type: "button", data: { by: key }, onclick: () => {
      state.sort = by === key ? (down ? key : `-${key}`) : key === "name" ? key : `-${key}`;
      render();
      head.querySelector(`[data-by="${key}"]`).focus();
    } }, name, h("span", { class: "arrow", "aria-hidden": "true" }, by === key ? (down ? "↓" : "↑") : ""))))));
    const most = Object.fromEntries(plans.slice(1).map(([key]) => [key, Math.max(1, ...rows.map((row) => row[key]))]));
    put(body, shown.map((row) => h("tr", null, h("th", { scope: "row" }, row.name, h("span", { class: "code" }, row.code)),
      measure(row, "releases", most, null), measure(row, "events", most, `#/events?country=${row.code}`),
      measure(row, "commitments", most, `#/commitments?country=${row.code}`))));
    put(none, shown.length ? null : h("p", { class: "none-title" }, rows.length ? "No such country here" : "No country is known"));
  }

  function measure(row, key, most, href) {
    const value = row[key];
    const bar = h("span", { class: "meter", "aria-hidden": "true" }, h("i", { class: `of-${key}`, style: { width: `${(100 * value) / most[key]}%` } }));
    const words = `${many(value, { releases: "release", events: "event", commitments: "commitment" }[key])}, ${row.name}`;
    return h("td", { class: `c-${key}` }, h("span", { class: "measure" }, h("span", { class: "n" },
      href && value ? link(href, { "aria-label": words }, count(value)) : h("span", { class: value ? "" : "nil" }, count(value))), bar));
  }
  return { node, show: render };
}
