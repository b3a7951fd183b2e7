// A text with findings marked in it. Findings may lie within and across each other; elements may only nest.

// What can be marked, from the widest to the finest. Later ones go inside where two cover the same stretch.
const RANKS = ["action", "part", "name", "date", "event", "cue"];

// The spans of a release as {start, end, kind, of (the finding), name, title}.
function spansOf(release, kinds) {
  const spans = [];
  const put_ = (start, end, kind, of, extra) => {
    if (end > start) spans.push({ start, end, kind, of, ...extra });
  };
  release.mentions.forEach(([start, end, entity, type], number) => put_(start, end, "name",
    entity === null ? `M${number}` : `N${entity}`, { type, title: kinds.name(entity, type) }));
  release.spans.forEach(([start, end], number) => put_(start, end, "date", `D${number}`, { title: kinds.date(number) }));
  for (const [id, found] of release.events) {
    for (const [kind, start, end] of found) {
      if (kind === "trigger") put_(start, end, "event", id, { title: kinds.event(id) });
      else put_(start, end, "part", id, { type: kind });
    }
  }
  for (const [id, found] of release.commitments) {
    for (const [kind, start, end] of found) {
      if (kind === "cue" || kind === "action") put_(start, end, kind, id, { title: kinds.commitment(id) });
      else put_(start, end, "part", id, { type: kind });
    }
  }
  return spans.sort(wider);
}

function wider(a, b) {
  return a.start - b.start || b.end - a.end || RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind);
}

// The lines of a text as [start, end], without their ends; blank ones are left out and noted in the next one.
function linesOf(text) {
  const lines = [];
  let at = 0;
  let gap = false;
  while (at <= text.length) {
    let end = text.indexOf("\n", at);
    if (end < 0) end = text.length;
    if (text.slice(at, end).trim()) {
      lines.push({ start: at, end, gap, zone: "", spans: [] });
      gap = false;
    } else gap = true;
    at = end + 1;
  }
  return lines;
}

// Gives every line its zone and its share of the spans.
function spread(lines, zones, spans) {
  for (const [type, start, end] of zones) {
    for (let at = lineAt(lines, start); at < lines.length && lines[at].start < end; at++) {
      if (lines[at].end > start) lines[at].zone = type;
    }
  }
  for (const span of spans) {
    for (let at = lineAt(lines, span.start); at < lines.length && lines[at].start < span.end; at++) {
      const start = Math.max(span.start, lines[at].start);
      const end = Math.min(span.end, lines[at].end);
      if (end > start) lines[at].spans.push({ ...span, start, end, isFirst: start === span.start });
    }
  }
}

// The first line that ends behind a place.
function lineAt(lines, place_) {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].end > place_) high = middle;
    else low = middle + 1;
  }
  return low;
}

// The nodes of a stretch: a span that crosses the end of the one it began in goes on behind it.
function nest(text, from, to, spans, make) {
  const nodes = [];
  const queue = [...spans].sort(wider);
  let at = from;
  while (queue.length) {
    const span = queue.shift();
    if (span.start > at) nodes.push(document.createTextNode(text.slice(at, span.start)));
    const inside = [];
    const behind = [];
    while (queue.length && queue[0].start < span.end) {
      const next = queue.shift();
      if (next.end <= span.end) inside.push(next);
      else {
        inside.push({ ...next, end: span.end });
        behind.push({ ...next, start: span.end, isFirst: false });
      }
    }
    if (behind.length) {
      queue.unshift(...behind);
      queue.sort(wider);
    }
    nodes.push(make(span, nest(text, span.start, span.end, inside, make)));
    at = span.end;
  }
  if (at < to) nodes.push(document.createTextNode(text.slice(at, to)));
  return nodes;
}

// The text as paragraphs. `onpick` is told of the finding whose mark was chosen.
function markedText(release, kinds, onpick) {
  const spans = spansOf(release, kinds);
  const lines = linesOf(release.text);
  spread(lines, release.zones, spans);
  const make = (span, children) => {
    const isStop = span.isFirst && ["name", "date", "event", "cue"].includes(span.kind);
    return h(span.kind === "part" ? "span" : "mark", {
      class: `m-${span.kind}${span.type ? ` k-${span.type}` : ""}`, data: { of: span.of },
      title: span.title || null, role: isStop ? "link" : null, tabindex: isStop ? "-1" : null,
    }, children);
  };
  let zone = "";
  const node = h("div", { class: `text ${lines.length > 400 ? "long" : ""}` }, lines.map((line) => {
    const opens = line.zone && line.zone !== zone;
    zone = line.zone;
    return h("p", { dir: "auto", class: `${line.gap ? "gap " : ""}${line.zone ? `zone z-${line.zone}` : ""}`,
      data: opens ? { zone: label(line.zone) } : null }, nest(release.text, line.start, line.end, line.spans, make));
  }));
  const stops = () => [...node.querySelectorAll("[role=link]")];
  const first = node.querySelector("[role=link]");
  if (first) first.tabIndex = 0;
  node.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && node.contains(mark) && !String(getSelection())) onpick(mark.dataset.of, mark);
  });
  node.addEventListener("keydown", (event) => {
    const mark = event.target.closest("[role=link]");
    if (!mark) return;
    const all = stops();
    const at = all.indexOf(mark);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined && all[to]) {
      event.preventDefault();
      mark.tabIndex = -1;
      all[to].tabIndex = 0;
      all[to].focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onpick(mark.dataset.of, mark);
    }
  });
  return node;
}
