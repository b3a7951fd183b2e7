// What was found in a release, as lists behind tabs: events, commitments, names, dates, issues.

function findings(row, release, onpick) {
  const { releases, events, commitments } = DATA.tables;
  const id = releases.cell(row, "release_id");
  const own = (table, key) => new Map((DATA.byRelease[table.name].get(id) || []).map(
    (r) => [table.cell(r, key).slice(id.length + 1), r]));
  const eventRows = own(events, "event_id");
  const commitmentRows = own(commitments, "commitment_id");
  const entity = named(DATA.panels.entities);
  const date = named(DATA.panels.dates);
  const items = new Map();
  const item = (key, node) => {
    items.set(key, node);
    return node;
  };
  const issues = issueList(row);
  const tabs = [
    ["Events", eventRows.size, () => [...eventRows].map(([key, r]) => item(key, eventItem(key, r, onpick))), `#/events?${new URLSearchParams({ in: id })}`],
    ["Commitments", commitmentRows.size, () => [...commitmentRows].map(([key, r]) => item(key, commitmentItem(key, r, onpick))),
      `#/commitments?${new URLSearchParams({ in: id })}`],
    ["Names", release.entities.length, () => byKind(release.entities, entity).flatMap(([kind, numbers]) => [
      h("li", { class: "kind" }, h("h3", null, KIND_PLURAL[kind] || label(kind))),
      numbers.map((n) => item(`N${n}`, nameItem(`N${n}`, release.entities[n], entity, onpick)))])],
    ["Dates", release.dates.length, () => release.dates.map((cells, n) => item(`D${n}`, dateItem(`D${n}`, cells, date, onpick)))],
  ];
  if (issues) tabs.push(["Issues", issues.childNodes.length, () => [h("li", { class: "plain-item" }, issues)]]);
  const panes = tabbed(tabs);
  const ofKey = (key) => ({ E: 0, C: 1, N: 2, D: 3 }[key.charAt(0)] ?? -1);
  return {
    node: panes.node,
    open(key) {
      const node = items.get(key);
      if (!node) return null;
      panes.open(ofKey(key));
      node.classList.add("sel");
      return node;
    },
    kinds: {
      name: (n, type) => `${label(type)}${n === null ? "" : `: ${entity(release.entities[n], "name")}`}`,
      date: (n) => `Date: ${dateWords(date(release.dates[n], "date")) || date(release.dates[n], "kind")}`,
      event: (key) => (eventRows.has(key) ? `Event: ${label(events.cell(eventRows.get(key), "type"))}, ${events.cell(eventRows.get(key), "status")}` : "Event"),
      commitment: (key) => (commitmentRows.has(key) ? `Commitment: ${label(commitments.cell(commitmentRows.get(key), "strength"))}` : "Commitment"),
    },
  };
}

// Read cells of a packed row by the name of their column.
function named(columns) {
  const at = new Map(columns.map((column, number) => [column.name, number]));
  return (cells, name) => cells[at.get(name)];
}

function byKind(entities, entity) {
  const groups = new Map(NAME_KINDS.map((kind) => [kind, []]));
  entities.forEach((cells, number) => {
    const kind = entity(cells, "type");
    if (!groups.has(kind)) groups.set(kind, []);
    groups.get(kind).push(number);
  });
  return [...groups].filter(([, numbers]) => numbers.length);
}

function tabbed(tabs) {
  const base = fresh("tab");
  const open = (number, focus = false) => {
    buttons.forEach((button, n) => {
      button.setAttribute("aria-selected", String(n === number));
      button.tabIndex = n === number ? 0 : -1;
      panes[n].classList.toggle("shut", n !== number);
    });
    if (focus) buttons[number].focus();
  };
  const buttons = tabs.map(([name, number], n) => h("button", { type: "button", role: "tab", id: `${base}-${n}`,
    "aria-controls": `${base}-of-${n}`, onclick: () => open(n), onkeydown: (event) => {
      const to = { ArrowRight: n + 1, ArrowLeft: n - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      open((to + tabs.length) % tabs.length, true);
    } }, name, " ", h("span", { class: "num" }, count(number))));
  const panes = tabs.map(([name, number, make, href], n) => h("div", { role: "tabpanel", class: "pane-of", id: `${base}-of-${n}`,
    "aria-labelledby": `${base}-${n}`, tabindex: "-1" }, h("h2", { class: "print-only" }, name),
  number ? h("ul", { class: "items" }, make()) : h("p", { class: "none small" }, `No ${name.toLowerCase()} in this release.`),
  href && number ? h("p", { class: "more" }, link(href, null, "Show these in the table")) : null));
  const first = tabs.findIndex(([, number]) => number);
  const node = h("aside", { class: "findings", "aria-label": "Findings" }, h("div", { role: "tablist", "aria-label": "Findings", class: "tabs" }, buttons),
    h("div", { class: "found-list", tabindex: "0", role: "region", "aria-label": "List of findings" }, panes));
  open(Math.max(0, first));
  return { node, open };
}

function itemOf(key, title, tags, facts, rule, grade, onpick) {
  return h("li", { class: "item", id: `item-${key}`, onclick: (event) => {
    if (!event.target.closest("a,button") && !String(getSelection())) onpick(key);
  } }, h("button", { type: "button", class: "item-title", onclick: () => onpick(key) }, say(title)),
  tags.length ? h("div", { class: "tags" }, tags) : null,
  h("dl", null, facts.filter(([, value]) => value).map(([name, value]) => [h("dt", null, name),
    h("dd", null, value instanceof Node ? value : say(value))])),
  h("p", { class: "rule" }, grade ? h("span", { class: `grade g-${grade}`, title: "How often such findings are right" }, grade) : null, " ", rule || ""));
}

function eventItem(key, row, onpick) {
  const cell = (name) => DATA.tables.events.cell(row, name);
  const partOf = cell("part_of_id");
  return itemOf(key, cell("title") || label(cell("type")),
    [h("span", { class: "tag" }, label(cell("type"))), h("span", { class: "tag" }, dotFor("status", cell("status")), cell("status"))],
    [["When", cell("date") ? `${dateWords(cell("date"))}${cell("date_text") ? ` (“${cell("date_text")}”)` : ""}` : null],
      ["Where", cell("places")], ["Who", cell("participants")], ["Name", cell("name")], ["Document", cell("document")],
      ["Part of", partOf ? link(place(cell("release_id"), partOf.slice(cell("release_id").length + 1)), null, say(cell("part_of"))) : cell("part_of")]],
    cell("rule"), cell("grade"), onpick);
}

function commitmentItem(key, row, onpick) {
  const cell = (name) => DATA.tables.commitments.cell(row, name);
  return itemOf(key, cell("action") || cell("title") || "Commitment",
    [h("span", { class: `tag strength-${cell("strength")}` }, label(cell("strength"))),
      cell("polarity") === "negative" ? h("span", { class: "tag" }, "not to do") : null,
      cell("source") !== "narrator" ? h("span", { class: "tag" }, cell("source")) : null],
    [["Who", cell("committer")], ["To whom", cell("addressee")], ["With", cell("counterparty")],
      ["By", dateWords(cell("deadline"))], ["How much", cell("targets")], ["If", cell("condition")], ["Said by", cell("speaker")],
      ["Where", cell("places")], ["At", cell("event")]],
    cell("rule"), cell("grade"), onpick);
}

function nameItem(key, cells, entity, onpick) {
  const of = (name) => entity(cells, name);
  const kind = [of("subtype") && of("subtype") !== "OTHER" ? h("span", { class: "tag" }, label(of("subtype"))) : null,
    of("country") ? h("span", { class: "tag" }, countryName(of("country"))) : null].filter(Boolean);
  return itemOf(key, of("name") || "?", kind, [["Short", of("acronym")], ["Also", of("aliases")], ["Role", of("roles")],
    ["Part of", of("part_of")], ["Named", many(of("mentions"), "time")]], of("rule"), of("grade"), onpick);
}

function dateItem(key, cells, date, onpick) {
  const of = (name) => date(cells, name);
  const tags = [of("kind") === "date" ? null : h("span", { class: "tag" }, of("kind")),
    of("modifier") ? h("span", { class: "tag" }, label(of("modifier"))) : null,
    of("basis") === "explicit" ? null : h("span", { class: "tag" }, of("basis"))].filter(Boolean);
  return itemOf(key, of("text") || "date", tags, [["Means", dateWords(of("date"))]], of("rule"), of("grade"), onpick);
}
