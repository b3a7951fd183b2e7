// What the writer packed: tables column by column, and the releases one by one when they are looked at.

const OWN = /\u0001/g;

function read(id) {
  const node = document.getElementById(id);
  return node ? JSON.parse(node.textContent) : null;
}

class Table {
  constructor(packed) {
    Object.assign(this, { name: packed.name, title: packed.title, description: packed.description });
    this.columns = packed.columns;
    this.size = packed.size;
    this.data = packed.data;
    this.at = new Map(packed.columns.map((column, number) => [column.name, number]));
    this.release = this.at.get("release_id");
    this.words = null;
  }

  // The cell of a row; null where nothing is known.
  cell(row, name) {
    const number = this.at.get(name);
    const value = this.raw(row, number);
    return typeof value === "string" && value.includes("\u0001") && /_ids?$/.test(name)
      ? value.replace(OWN, () => `${this.raw(row, this.release)}#`)
      : value;
  }

  raw(row, number) {
    const column = this.data[number];
    if (column === null) return null;
    return Array.isArray(column) ? column[row] : column.v[column.i[row]];
  }

  rows() {
    return Array.from({ length: this.size }, (_, row) => row);
  }

  // The words of a row in small letters, for searching.
  haystack(row) {
    if (!this.words) {
      const texts = this.columns
        .filter((column) => column.type === "string" && !/(_ids?|^rule|^grade|^release_id)$/.test(column.name))
        .map((column) => this.at.get(column.name));
      this.words = this.rows().map((r) => texts.map((n) => this.raw(r, n) || "").join("\n").toLowerCase());
    }
    return this.words[row];
  }

  column(name) {
    return this.columns[this.at.get(name)];
  }
}

function parts(cell) {
  return cell ? String(cell).split("; ") : [];
}

const DATA = {};

function load() {
  const main = read("data");
  Object.assign(DATA, main);
  DATA.tables = {};
  for (const [name, packed] of Object.entries(main.tables)) DATA.tables[name] = new Table(packed);
  const { releases, events, commitments, issues } = DATA.tables;
  DATA.numberOf = new Map(releases.rows().map((row) => [releases.cell(row, "release_id"), row]));
  DATA.byRelease = { events: group(events), commitments: group(commitments), issues: group(issues) };
  DATA.days = {
    events: spans(events, "date_from", "date_to"),
    commitments: spans(commitments, "deadline_from", "deadline_to").map((day) => day && [day[1], day[1]]),
    releases: spans(releases, "published", "published"),
  };
}

function group(table) {
  const found = new Map();
  for (let row = 0; row < table.size; row++) {
    const id = table.cell(row, "release_id");
    if (!found.has(id)) found.set(id, []);
    found.get(id).push(row);
  }
  return found;
}

// First and last day of every row, null where unknown; an open side is closed at the other.
function spans(table, from, to) {
  return table.rows().map((row) => {
    const [first, last] = [whole(table.cell(row, from), false), whole(table.cell(row, to), true)];
    const a = first ?? last;
    const b = last ?? first;
    return a === null ? null : [Math.min(a, b), Math.max(a, b)];
  });
}

// The day number of an ISO day, month or year: its first or its last day.
function whole(value, isLast) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(value || "");
  if (!found) return null;
  const month = found[2] ? +found[2] : isLast ? 12 : 1;
  if (month < 1 || month > 12) return null;
  return dayNumber(+found[1], month, found[3] ? +found[3] : isLast ? monthLength(+found[1], month) : 1);
}

function titleOf(row) {
  const { releases } = DATA.tables;
  return releases.cell(row, "title") || releases.cell(row, "release_id") || releases.cell(row, "file") || "untitled";
}

function countryName(code) {
  return DATA.countries[code] || code;
}

// The address within the page of a release, and of a finding in it ("EV1", "C2", "N0", "D3").
function place(releaseId, item) {
  return `#/release/${encodeURIComponent(releaseId)}${item ? `/${encodeURIComponent(item)}` : ""}`;
}

function placeOf(table, row) {
  const release = table.cell(row, "release_id");
  const key = { events: "event_id", commitments: "commitment_id" }[table.name];
  const id = key && table.cell(row, key);
  return place(release, id ? id.slice(release.length + 1) : "");
}
