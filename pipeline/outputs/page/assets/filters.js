// What is asked for: one filter for events (timeline and table share it), one for commitments, releases, issues.

const COLLECTIONS = {
  events: {
    one: "event", facets: ["type", "status", "grade"], order: { status: STATUSES },
    contains: [
      { key: "place", label: "Place", columns: ["places", "countries"] },
      { key: "actor", label: "Actor", columns: ["actors", "organisers", "targets", "participants"] },
    ],
    range: "Date", dated: "date_from",
    shown: ["date", "title", "type", "status", "places", "actors", "release_id", "grade"], sort: "date",
  },
  commitments: {
    one: "commitment", facets: ["class", "strength", "source", "grade"], order: { strength: STRENGTHS },
    contains: [
      { key: "who", label: "Who", columns: ["committer", "speaker"] },
      { key: "whom", label: "With or for", columns: ["addressee", "counterparty"] },
      { key: "place", label: "Place", columns: ["places", "countries"] },
    ],
    range: "Deadline", dated: "deadline_to",
    shown: ["committer", "action", "strength", "deadline", "targets", "addressee", "release_id", "grade"],
    sort: "",
  },
  releases: {
    one: "release", facets: ["state", "published_basis"], order: {},
    contains: [{ key: "issuer", label: "Issuer", columns: ["issuer"] }],
    range: "Published", dated: "published",
    shown: ["published", "title", "issuer", "events", "commitments", "entities", "state"], sort: "-published",
  },
  issues: {
    one: "issue", facets: ["severity", "stage", "code"], order: {}, contains: [], range: null, dated: null,
    shown: ["severity", "code", "message", "action", "file"], sort: "",
  },
};
// Columns by whose value the rows follow when they are sorted.
const SORT_BY = { date: "date_from", deadline: "deadline_to" };

class Filter {
  constructor(name) {
    this.name = name;
    this.plan = COLLECTIONS[name];
    this.table = DATA.tables[name];
    this.listeners = [];
    this.clear();
  }

  clear() {
    this.q = "";
    this.facets = Object.fromEntries(this.plan.facets.map((column) => [column, new Set()]));
    this.words = Object.fromEntries(this.plan.contains.map((field) => [field.key, ""]));
    this.country = "";
    this.release = "";
    this.from = null;
    this.to = null;
    this.undated = false;
    this.sort = this.plan.sort;
    this.page = 0;
    this.forget();
  }

  forget() {
    this.found = new Map();
    this.ordered = null;
  }

  // Change something, tell who shows it, and note it in the address.
  change(edit, keepPage = false) {
    edit(this);
    if (!keepPage) this.page = 0;
    this.forget();
    for (const listener of this.listeners) listener();
    noteAddress();
  }

  isOn() {
    return Boolean(this.q || this.country || this.release || this.from !== null || this.to !== null || this.undated ||
      Object.values(this.facets).some((set) => set.size) || Object.values(this.words).some(Boolean));
  }

  toParams() {
    const params = new URLSearchParams();
    if (this.q) params.set("q", this.q);
    for (const [column, set] of Object.entries(this.facets)) for (const value of set) params.append(column, value);
    for (const [key, value] of Object.entries(this.words)) if (value) params.set(key, value);
    if (this.country) params.set("country", this.country);
    if (this.release) params.set("in", this.release);
    if (this.from !== null) params.set("from", iso(this.from));
    if (this.to !== null) params.set("to", iso(this.to));
    if (this.undated) params.set("undated", "1");
    if (this.sort !== this.plan.sort) params.set("sort", this.sort);
    if (this.page) params.set("page", String(this.page + 1));
    return params.toString();
  }

  fromParams(params) {
    this.clear();
    this.q = params.get("q") || "";
    for (const column of this.plan.facets) this.facets[column] = new Set(params.getAll(column));
    for (const field of this.plan.contains) this.words[field.key] = params.get(field.key) || "";
    this.country = params.get("country") || "";
    this.release = params.get("in") || "";
    this.from = dayOf(params.get("from"));
    this.to = dayOf(params.get("to"));
    this.undated = params.get("undated") === "1";
    this.sort = params.get("sort") ?? this.plan.sort;
    this.page = Math.max(0, (parseInt(params.get("page"), 10) || 1) - 1);
    for (const listener of this.listeners) listener();
  }

  // The rows that are asked for; `without` names what is left out of account ("range", or a facet).
  rows(without = "") {
    if (!this.found.has(without)) this.found.set(without, this.find(without));
    return this.found.get(without);
  }

  find(without) {
    const tests = this.tests(without);
    return this.table.rows().filter((row) => tests.every((test) => test(row)));
  }

  tests(without) {
    const { table } = this;
    const tests = [];
    for (const [column, set] of Object.entries(this.facets)) {
      if (set.size && column !== without) tests.push((row) => set.has(String(table.cell(row, column) ?? "")));
    }
    if (this.country) tests.push((row) => parts(table.cell(row, "countries")).includes(this.country));
    if (this.release) tests.push((row) => table.cell(row, "release_id") === this.release);
    for (const field of this.plan.contains) {
      const asked = this.words[field.key].trim().toLowerCase();
      if (asked) tests.push((row) => field.columns.some((c) => speltOut(table, row, c).includes(asked)));
    }
    if (without !== "range") this.rangeTests(tests);
    const asked = this.q.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (asked.length) tests.push((row) => asked.every((word) => table.haystack(row).includes(word)));
    return tests;
  }

  rangeTests(tests) {
    const days = DATA.days[this.name];
    if (this.undated) tests.push((row) => days[row] === null);
    else if (this.from !== null || this.to !== null) {
      const [from, to] = [this.from ?? -Infinity, this.to ?? Infinity];
      tests.push((row) => days[row] !== null && days[row][1] >= from && days[row][0] <= to);
    }
  }

  sorted() {
    if (!this.ordered) this.ordered = sortRows(this.table, this.rows(), this.sort);
    return this.ordered;
  }
}

function speltOut(table, row, column) {
  const text = String(table.cell(row, column) || "");
  const names = column === "countries" ? parts(text).map(countryName).join("; ") : "";
  return `${text}\n${names}`.toLowerCase();
}

// Rows in the order of a column ("-date": the last first); empty cells come last, equal ones keep their order.
function sortRows(table, rows, sort) {
  if (!sort) return rows;
  const down = sort.startsWith("-");
  const column = down ? sort.slice(1) : sort;
  if (!table.at.has(column)) return rows;
  const by = SORT_BY[column] && table.at.has(SORT_BY[column]) ? SORT_BY[column] : column;
  const ranks = COLLECTIONS[table.name].order[column];
  const keys = new Map(rows.map((row) => [row, sortKey(table.cell(row, by), ranks)]));
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    if (x === y) return a - b;
    if (x === null) return 1;
    if (y === null) return -1;
    return x < y ? -sign : sign;
  });
}

function sortKey(value, ranks) {
  if (value === null || value === undefined || value === "") return null;
  if (ranks) return ranks.indexOf(value);
  return typeof value === "string" ? value.toLowerCase() : Number(value);
}
