// Numbers, days and names as people read them.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];
const STATUSES = ["occurred", "ongoing", "planned", "proposed", "cancelled"];
const STRENGTHS = ["SIGNED", "PLEDGE", "WILL", "INTEND", "PROPOSE", "CALL"];
const NAME_KINDS = ["PERSON", "ORG", "PLACE", "NAMED_EVENT", "DOCUMENT"];
const SPECIAL = {
  ORG: "Organisation", NAMED_EVENT: "Named event", OWN: "Own", CALL: "Call", PERSON: "Person", PLACE: "Place",
  DOCUMENT: "Document",
};
const KIND_PLURAL = {
  PERSON: "People", ORG: "Organisations", PLACE: "Places", NAMED_EVENT: "Named events", DOCUMENT: "Documents",
};

function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

function many(number, one, more) {
  return `${count(number)} ${number === 1 ? one : more || one + "s"}`;
}

function share(part, whole) {
  if (!whole) return "–";
  const per = (100 * part) / whole;
  return `${part && per < 1 ? "<1" : part < whole && per > 99 ? ">99" : Math.round(per)}%`;
}

// "NAMED_EVENT" → "Named event", "date_from" → "Date from"
function label(word) {
  if (word === null || word === undefined || word === "") return "none";
  const text = String(word);
  if (SPECIAL[text]) return SPECIAL[text];
  const plain = text.replace(/_/g, " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1).toLowerCase();
}

// Days since 1 March 0000 in the proleptic Gregorian calendar, and back: years far from now need no clock.
function dayOf(text) {
  const found = /^(-?\d{1,6})-(\d\d)-(\d\d)/.exec(text || "");
  return found ? dayNumber(+found[1], +found[2], +found[3]) : null;
}

function dayNumber(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const of = y - era * 400;
  return era * 146097 + of * 365 + Math.floor(of / 4) - Math.floor(of / 100) +
    Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
}

function dateOf(number) {
  const n = Math.floor(number);
  const era = Math.floor(n / 146097);
  const day = n - era * 146097;
  const of = Math.floor((day - Math.floor(day / 1460) + Math.floor(day / 36524) - Math.floor(day / 146096)) / 365);
  const rest = day - (365 * of + Math.floor(of / 4) - Math.floor(of / 100));
  const month = Math.floor((5 * rest + 2) / 153);
  const m = month + (month < 10 ? 3 : -9);
  return [of + era * 400 + (m <= 2 ? 1 : 0), m, rest - Math.floor((153 * month + 2) / 5) + 1];
}

function iso(number) {
  const [y, m, d] = dateOf(number);
  return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}

function weekday(number) {
  return (Math.floor(number) + 2) % 7; // 0 is Monday; 1 March 0000 was a Wednesday
}

function monthLength(year, month) {
  return dayNumber(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - dayNumber(year, month, 1);
}

const SEASONS = { 21: "spring", 22: "summer", 23: "autumn", 24: "winter", 33: "first quarter of", 34: "second quarter of",
  35: "third quarter of", 36: "fourth quarter of", 37: "first third of", 38: "second third of", 39: "last third of",
  40: "first half of", 41: "second half of" };

// An EDTF value as words: 2018-11-27 → 27 November 2018, 2018-04 → April 2018, 2018-21 → spring 2018, 201X → 2010s,
// a/b → a – b. What has no such words stays as it is.
function dateWords(value, short = false) {
  if (!value) return "";
  if (!value.includes("/")) return oneDate(value, short);
  const [from, to] = value.split("/");
  if (!from || from === "..") return `until ${oneDate(to, short)}`;
  if (!to || to === "..") return `from ${oneDate(from, short)}`;
  const [a, b] = [oneDate(from, short).split(" "), oneDate(to, short).split(" ")];
  // What both ends have in common is said once: 11–17 November 2019, 1 January – 30 June 2024.
  let same = 0;
  if (/^\d{4}-\d\d/.test(from) && from.length === to.length && !from.includes("T")) {
    while (same < a.length - 1 && a[a.length - 1 - same] === b[b.length - 1 - same]) same += 1;
  }
  const left = a.slice(0, a.length - same).join(" ");
  return /^\d+$/.test(left) && same ? `${left}–${b.join(" ")}` : `${left} – ${b.join(" ")}`;
}

function oneDate(value, short) {
  const about = /[~?%]$/.test(value) ? "about " : "";
  const [day, time] = value.replace(/[~?%]$/, "").split("T");
  const found = /^(\d{4}|XXXX|\d{3}X|\d\dXX)(?:-(\d\d)(?:-(\d\d))?)?$/.exec(day);
  if (!found) return value;
  const year = found[1] === "XXXX" ? "" : found[1].replace("XX", "00s").replace("X", "0s");
  const part = found[2] ? (short && MONTHS[+found[2] - 1] ? MONTHS[+found[2] - 1].slice(0, 3) : MONTHS[+found[2] - 1] || SEASONS[found[2]]) : "";
  if (part === undefined) return value;
  const words = [found[3] && String(+found[3]), part, year].filter(Boolean).join(" ");
  return words ? `${about}${words}${time ? `, ${time}` : ""}` : value;
}

function dayWords(number, short = false) {
  return dateWords(iso(number), short);
}

function clip(text, length) {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}

// Only these can be followed; "javascript:" and the like stay plain text.
function safeAddress(text) {
  if (!/^https?:\/\/[^\s]+$/i.test(text || "")) return null;
  try {
    const address = new URL(text);
    return address.protocol === "https:" || address.protocol === "http:" ? address.href : null;
  } catch {
    return null;
  }
}

// A cell as pipeline/outputs/csv_file.py writes it: quoted where needed, never a formula.
function csvCell(value, type) {
  if (value === null || value === undefined) return "";
  let text = String(value);
  if (type !== "integer" && type !== "boolean" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
