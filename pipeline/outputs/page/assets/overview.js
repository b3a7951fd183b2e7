// The first view: how much there is, from whom and when, how far it can be relied on.

function overview() {
  const { releases } = DATA.tables;
  const node = h("section", { class: "view", id: "view-overview" });
  if (!releases.size) {
    add(node, [h("h1", { tabindex: "-1" }, "No releases"), h("div", { class: "none" },
      h("p", { class: "none-title" }, "There is nothing to show yet"),
      h("p", null, "The input of this run held no press release."), DATA.tables.issues.size
        ? h("p", null, link("#/issues", null, many(DATA.tables.issues.size, "issue")), " may say why.") : null)]);
    return { node, show() {} };
  }
  add(node, [
    h("h1", { tabindex: "-1" }, `What ${many(releases.size, "press release")} ${releases.size === 1 ? "says" : "say"}`),
    h("p", { class: "lead" }, period()),
    tiles(),
    h("div", { class: "cards" }, publishedCard(),
      h("div", { class: "stack-of" }, issuersCard(), commitmentsCard()), h("div", { class: "stack-of" }, eventsCard(), issuesCard()),
      namesCard(), wide(coverageCard())),
  ]);
  return { node, show() {} };
}

function period() {
  const days = DATA.days.releases.filter(Boolean);
  const issuers = tally(DATA.tables.releases, "issuer");
  issuers.delete(null);
  const from = issuers.size ? ` from ${many(issuers.size, "issuer")}` : "";
  if (!days.length) return `Published${from}; none of them has a known date.`;
  const first = days.reduce((a, b) => Math.min(a, b[0]), Infinity);
  const last = days.reduce((a, b) => Math.max(a, b[1]), -Infinity);
  const when = first === last ? `on ${dayWords(first)}` : `between ${dayWords(first)} and ${dayWords(last)}`;
  return `Published ${when}${from}.`;
}

function tiles() {
  const { counts } = DATA;
  const tile = (number, name, href, note) => {
    const inner = [h("span", { class: "tile-num" }, count(number)), h("span", { class: "tile-name" }, name),
      h("span", { class: "tile-note" }, note)];
    return h("li", null, href ? link(href, { class: "tile" }, inner) : h("div", { class: "tile" }, inner));
  };
  const { events, commitments } = DATA.tables;
  const planned = tally(events, "status").get("planned") || 0;
  const dated = DATA.days.events.filter(Boolean).length;
  const due = DATA.days.commitments.filter(Boolean).length;
  const named = new Set(Object.keys(DATA.named)).size;
  return h("ul", { class: "tiles" },
    tile(counts.events, counts.events === 1 ? "event" : "events", "#/events",
      `${share(dated, counts.events)} dated, ${count(planned)} planned`),
    tile(counts.commitments, counts.commitments === 1 ? "commitment" : "commitments", "#/commitments",
      `${count(due)} with a deadline`),
    tile(counts.registry, "names", null, `${count(counts.mentions)} mentions in the texts`),
    tile(named, named === 1 ? "country" : "countries", "#/countries", "where places named lie"),
    tile(counts.dates, counts.dates === 1 ? "date" : "dates", "#/timeline", "in the texts"));
}

function publishedCard() {
  const years = new Map();
  let unknown = 0;
  for (const day of DATA.days.releases) {
    if (!day) unknown += 1;
    else years.set(dateOf(day[0])[0], (years.get(dateOf(day[0])[0]) || 0) + 1);
  }
  const sorted = [...years.keys()].sort((a, b) => a - b);
  const last = sorted[sorted.length - 1];
  // Years far before the rest would press the others together; the chart begins 40 years before its end.
  const first = Math.max(sorted[0], last - 39);
  const rows = [];
  for (let year = first; year <= last; year++) {
    rows.push({ name: String(year), value: years.get(year) || 0, href: `#/releases?from=${year}-01-01&to=${year}-12-31` });
  }
  const early = sorted.filter((year) => year < first).reduce((sum, year) => sum + years.get(year), 0);
  const notes = [early && `${count(early)} before ${first}`, unknown && `${count(unknown)} without a known date`];
  return wide(card("When they were published", notes.filter(Boolean).join("; "),
    rows.length ? columnChart(rows, "release") : h("p", { class: "note" }, "No date is known.")));
}

function wide(node) {
  node.classList.add("wide");
  return node;
}

function issuersCard() {
  const counts = tally(DATA.tables.releases, "issuer");
  const unknown = counts.get(null) || 0;
  counts.delete(null);
  const all = largestFirst(counts);
  const rows = all.slice(0, 8).map(([name, value]) => ({ name, value,
    href: `#/releases?${new URLSearchParams({ issuer: name })}` }));
  const notes = [all.length > rows.length && `the ${rows.length} largest of ${count(all.length)}`,
    unknown && `${count(unknown)} releases without a known issuer`];
  return card("Who published them", label(notes.filter(Boolean).join("; ")).replace("None", ""),
    rows.length ? barList(rows, { class: "long" }) : h("p", { class: "note" }, "No issuer is known."));
}

function eventsCard() {
  const { events } = DATA.tables;
  const byType = new Map();
  for (let row = 0; row < events.size; row++) {
    const type = events.cell(row, "type");
    if (!byType.has(type)) byType.set(type, []);
    byType.get(type).push(row);
  }
  const rows = largestFirst(new Map([...byType].map(([type, of]) => [type, of.length]))).map(([type, value]) => {
    const statuses = tally(events, "status", byType.get(type));
    return { name: label(type), value, href: `#/events?type=${encodeURIComponent(type)}`,
      title: STATUSES.filter((s) => statuses.get(s)).map((s) => `${count(statuses.get(s))} ${s}`).join(", "),
      parts: STATUSES.filter((s) => statuses.get(s)).map((s) => [statuses.get(s), `st-${s}`]) };
  });
  return card("What happened or is planned", null, rows.length ? [statusLegend(), barList(rows)]
    : h("p", { class: "note" }, "No events were found."));
}

function statusLegend(rows) {
  const there = tally(DATA.tables.events, "status", rows);
  return h("ul", { class: "legend", "aria-label": "Colours of status" }, STATUSES.filter((s) => there.get(s)).map((s) =>
    h("li", null, h("i", { class: `dot st-${s}`, "aria-hidden": "true" }), s, h("span", { class: "num" }, count(there.get(s))))));
}

function commitmentsCard() {
  const { commitments } = DATA.tables;
  const strengths = tally(commitments, "strength");
  const meaning = { SIGNED: "bound by signature", PLEDGE: "pledged", WILL: "will do", INTEND: "intends to",
    PROPOSE: "proposed", CALL: "called on others" };
  const rows = STRENGTHS.filter((s) => strengths.get(s)).map((s) => ({ name: label(s), value: strengths.get(s),
    title: meaning[s], href: `#/commitments?strength=${s}` }));
  // Words such as "we" stand for somebody, but name nobody.
  const who = tally(commitments, "committer", commitments.rows().filter((row) => commitments.cell(row, "committer_ids")));
  const top = largestFirst(who).slice(0, 6).map(([name, value]) => ({ name, value,
    href: `#/commitments?${new URLSearchParams({ who: name })}` }));
  return card("Who undertakes to do what", null, rows.length ? [h("h3", null, "How firmly"),
    barList(rows, { fill: "fill-c" }), h("h3", null, "Who most often"),
    barList(top, { fill: "fill-c", class: "long" })]
    : h("p", { class: "note" }, "No commitments were found."));
}

function namesCard() {
  const groups = ["ORG", "PERSON", "PLACE", "NAMED_EVENT"].filter((kind) => DATA.register[kind]);
  return wide(card("Who and what is named", "Number of releases that name them; all are in registry.csv",
    h("div", { class: "groups" }, groups.map((kind) => h("div", null, h("h3", null, KIND_PLURAL[kind]),
      barList(DATA.register[kind].slice(0, 7).map(([name, releases, mentions]) => ({ name, value: releases,
        title: `${many(releases, "release")}, ${many(mentions, "mention")}` })), { fill: `fill-${kind}` }))))));
}

// How much of what is wanted is there, and how often findings of each grade are right.
function coverageCard() {
  const { releases, events, commitments } = DATA.tables;
  const has = (table, column) => table.rows().filter((row) => table.cell(row, column) !== null).length;
  const some = (column) => releases.rows().filter((row) => releases.cell(row, column)).length;
  const lines = [
    ["Releases read", (tally(releases, "state").get("complete") || 0), releases.size],
    ["with a date", has(releases, "published"), releases.size],
    ["with an issuer", has(releases, "issuer"), releases.size],
    ["with events", some("events"), releases.size],
    ["with commitments", some("commitments"), releases.size],
    ["Events with a date", DATA.days.events.filter(Boolean).length, events.size],
    ["with a place", has(events, "places"), events.size],
    ["with a participant", has(events, "participants"), events.size],
    ["Commitments with a committer", has(commitments, "committer"), commitments.size],
    ["with a deadline", DATA.days.commitments.filter(Boolean).length, commitments.size],
  ];
  const rows = lines.map(([name, value, whole]) => h("tr", { class: /^[A-Z]/.test(name) ? "first" : "" },
    h("th", { scope: "row" }, name), h("td", { class: "n" }, share(value, whole)),
    h("td", null, h("span", { class: "meter", "aria-hidden": "true" },
      h("i", { style: { width: `${whole ? (100 * value) / whole : 0}%` } }))),
    h("td", { class: "n dim" }, `${count(value)} of ${count(whole)}`)));
  const grades = (table) => ["A", "B", "C"].map((grade) => tally(table, "grade").get(grade) || 0);
  const gradeRow = (name, table) => h("tr", null, h("th", { scope: "row" }, name),
    grades(table).map((value) => h("td", { class: "n" }, share(value, table.size))));
  const table = (some_) => h("table", { class: "plain-table" }, h("caption", { class: "sr" }, "Coverage"), h("tbody", null, some_));
  return card("How much is known", null, h("div", { class: "groups three" }, table(rows.slice(0, 5)), table(rows.slice(5)),
    h("div", null, h("h3", { class: "flush" }, "How sure it is"),
    h("table", { class: "plain-table grades" }, h("caption", { class: "sr" }, "Share of each grade"),
      h("thead", null, h("tr", null, h("td"), ["A", "B", "C"].map((g) => h("th", { scope: "col" },
        h("span", { class: `grade g-${g}` }, g))))),
      h("tbody", null, gradeRow("Events", events), gradeRow("Commitments", commitments))),
    h("p", { class: "note" }, "A: such findings are right at least 9 times in 10 on texts annotated by hand. ",
      "B: at least 3 in 4. C: less, or never measured."))));
}

function issuesCard() {
  const { issues, releases } = DATA.tables;
  if (!issues.size) {
    return card("What went wrong", null, h("p", { class: "all-well" }, "Nothing. Every file was read without a remark."));
  }
  const states = tally(releases, "state");
  const codes = largestFirst(tally(issues, "code"));
  const rows = codes.slice(0, 8).map(([code, value]) => ({ name: label(code).replace(/-/g, " "), value,
    href: `#/issues?${new URLSearchParams({ code })}` }));
  const set = ["incomplete", "quarantined"].filter((state) => states.get(state))
    .map((state) => `${count(states.get(state))} ${state}`).join(", ");
  return card("What went wrong", set ? `Releases: ${set}.` : "Every release was read; these are remarks.",
    barList(rows, { fill: "fill-i" }), h("p", null, link("#/issues", null, "All issues and what to do about them")));
}
