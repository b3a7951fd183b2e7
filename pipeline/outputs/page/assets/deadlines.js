// Deadlines of commitments: a bar for every year, the months of one year, and what is due in it.

function deadlines(filter) {
  const days = DATA.days.commitments;
  const chosen = { year: null, month: null, day: null };
  const years = h("ol", { class: "years", "aria-label": "Years" });
  const months = h("div", { class: "months" });
  const agenda = h("div", { class: "agenda", tabindex: "0", role: "region", "aria-label": "What is due" });
  const bar = filterBar(filter, { withoutRange: true });
  const node = h("section", { class: "view", id: "view-deadlines" }, h("h1", { tabindex: "-1" }, "Deadlines"),
    bar, years, h("div", { class: "calendar" }, months, agenda));

  function choose(year, month = null, day = null) {
    Object.assign(chosen, { year, month, day });
    render();
    noteAddress();
    announce(agenda.querySelector("h2").textContent);
  }

  function render() {
    const rows = filter.rows("range").filter((row) => days[row]);
    const dues = rows.map((row) => ({ row, day: days[row][1], fine: fineness(row) }));
    const perYear = new Map();
    for (const due of dues) {
      [due.year, due.month, due.of] = dateOf(due.day);
      perYear.set(due.year, (perYear.get(due.year) || 0) + 1);
    }
    if (!rows.length) {
      put(years);
      put(months);
      put(agenda, h("h2", null, "Nothing due"), h("div", { class: "none" }, h("p", { class: "none-title" },
        filter.table.size ? "No deadline fits these filters" : "No commitments"),
      h("p", null, "Commitments without a deadline are in the ", link("#/commitments", null, "table"), ".")));
      return;
    }
    const year = perYear.has(chosen.year) || chosen.year ? chosen.year : firstYear([...perYear.keys()]);
    const these = dues.filter((due) => due.year === year);
    put(years, yearButtons(perYear, year, choose));
    const pressed = years.querySelector("[aria-pressed=true]");
    if (pressed) years.scrollLeft = pressed.offsetLeft - years.clientWidth / 2;
    put(months, h("h2", { class: "sr" }, String(year)), MONTHS.map((_, month) => monthCard(year, month + 1, these, chosen, choose)));
    agendaOfDeadlines(agenda, filter, these, year, chosen, choose);
  }
  filter.listeners.push(() => { if (!node.hidden && node.isConnected) render(); });
  return {
    node, show(params) {
      const given = (key) => (params.get(key) ? parseInt(params.get(key), 10) || null : null);
      if (params.has("year")) Object.assign(chosen, { year: given("year"), month: given("month"), day: given("day") });
      render();
    },
    filter,
    more() {
      return Object.entries(chosen).filter(([, value]) => value !== null).map(([key, value]) => [key, String(value)]);
    },
  };
}

// The year of the youngest release, or the next one in which something is due.
function firstYear(years) {
  const sorted = [...years].sort((a, b) => a - b);
  const last = DATA.days.releases.filter(Boolean).reduce((a, day) => Math.max(a, day[1]), -Infinity);
  const now = Number.isFinite(last) ? dateOf(last)[0] : sorted[0];
  return sorted.find((year) => year >= now) ?? sorted[sorted.length - 1];
}

// How exactly the deadline is known: to the day, the month, or a longer time.
function fineness(row) {
  const value = String(filterValue(row) || "").split("/").pop();
  return /^\d{4}-\d\d-\d\d$/.test(value) ? "day" : /^\d{4}-(0\d|1[0-2])$/.test(value) ? "month" : "year";
}

function endWords(value) {
  const words = dateWords(value);
  return `By the end of ${/^(first|second|third|fourth|last) /.test(words) ? "the " : ""}${words}`;
}

function filterValue(row) {
  return DATA.tables.commitments.cell(row, "deadline");
}

function yearButtons(perYear, year, choose) {
  const sorted = [...perYear.keys()].sort((a, b) => a - b);
  const most = Math.max(...perYear.values());
  return sorted.map((y) => h("li", null, h("button", { type: "button", "aria-pressed": String(y === year),
    "aria-label": `${y}: ${many(perYear.get(y), "deadline")}`, onclick: () => {
      choose(y);
      const again = document.querySelector(".years [aria-pressed=true]");
      if (again) again.focus();
    } },
  h("span", { class: "year-bar", "aria-hidden": "true" }, h("i", { style: { height: `${Math.max(6, (100 * perYear.get(y)) / most)}%` } })),
  h("span", { class: "year-name" }, y), h("span", { class: "num" }, count(perYear.get(y))))));
}

function monthCard(year, month, dues, chosen, choose) {
  const these = dues.filter((due) => due.month === month && due.fine !== "year");
  const perDay = new Map();
  for (const due of these) if (due.fine === "day") perDay.set(due.of, (perDay.get(due.of) || 0) + 1);
  const name = MONTHS[month - 1];
  const isChosen = chosen.month === month && !chosen.day;
  const head = these.length ? h("button", { type: "button", class: "month-name", "aria-pressed": String(isChosen),
    onclick: () => choose(year, isChosen ? null : month) }, name, h("span", { class: "num" }, count(these.length)))
    : h("span", { class: "month-name" }, name);
  const cells = [];
  const first = weekday(dayNumber(year, month, 1));
  for (let blank = 0; blank < first; blank++) cells.push(h("i"));
  for (let day = 1; day <= monthLength(year, month); day++) {
    const number = perDay.get(day);
    const pressed = chosen.month === month && chosen.day === day;
    cells.push(number ? h("button", { type: "button", "aria-pressed": String(pressed), class: `heat-${Math.min(4, number)}`,
      "aria-label": `${day} ${name} ${year}: ${many(number, "deadline")}`,
      onclick: () => (pressed ? choose(year) : choose(year, month, day)) }, day) : h("i", { "aria-hidden": "true" }, day));
  }
  return h("section", { class: `month ${these.length ? "" : "idle"}`, "aria-label": `${name} ${year}` }, head,
    h("div", { class: "days" }, ["M", "T", "W", "T", "F", "S", "S"].map((d) => h("b", { "aria-hidden": "true" }, d)), cells));
}

function agendaOfDeadlines(node, filter, dues, year, chosen, choose) {
  const { commitments } = DATA.tables;
  const inside = dues.filter((due) => (!chosen.month || (due.month === chosen.month && (chosen.day || due.fine !== "year"))) &&
    (!chosen.day || (due.of === chosen.day && due.fine === "day")));
  const when = chosen.month ? `${chosen.day ? `${chosen.day} ` : ""}${MONTHS[chosen.month - 1]} ${year}` : String(year);
  const rank_ = { day: 0, month: 1, year: 2 };
  inside.sort((a, b) => a.day - b.day || rank_[a.fine] - rank_[b.fine] || a.row - b.row);
  const groups = new Map();
  for (const due of inside) {
    const name = due.fine === "day" ? dayWords(due.day) : due.fine === "month"
      ? `By the end of ${MONTHS[due.month - 1]}` : endWords(filterValue(due.row).split("/").pop());
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(due.row);
  }
  const most = 60;
  let shown = 0;
  const lists = [...groups].map(([name, rows]) => {
    const these = rows.slice(0, Math.max(0, most - shown));
    shown += these.length;
    return these.length ? [h("h3", null, name), h("ol", { class: "dues" }, these.map((row) => h("li", null,
      link(placeOf(commitments, row), null, say(commitments.cell(row, "action") || "a commitment")),
      h("span", { class: "sub" }, h("span", { class: `tag strength-${commitments.cell(row, "strength")}` },
        label(commitments.cell(row, "strength"))), " ", say(commitments.cell(row, "committer") || "nobody named")))))] : null;
  });
  const back = chosen.month ? h("button", { type: "button", class: "plain", onclick: () => choose(year) }, `All of ${year}`) : null;
  put(node, h("h2", null, `${many(inside.length, "deadline")} in ${when}`.replace(/ in (\d+ [A-Z])/, " on $1")), back,
    lists, inside.length > shown ? h("p", null, link(`#/commitments?from=${year}-01-01&to=${year}-12-31&sort=deadline`, null,
      `All ${count(inside.length)} in the table`)) : null);
}
