// Events over time. A strip shows all of them and the window; above it the window, as columns or one by one.

const HEIGHT = 400, AXIS = 26, STRIP = 56, LANE = 22, LANES = 26;
const UNITS = [["day", 1], ["week", 7], ["month", 30.44], ["quarter", 91.3], ["year", 365.25], ["year", 365.25, 5],
  ["year", 365.25, 10], ["year", 365.25, 25], ["year", 365.25, 100]];

function timeline(filter) {
  const days = DATA.days.events;
  const bounds = usualBounds(days);
  const chart = s("svg", { class: "chart", role: "group", "aria-label": "Events in the window" });
  const strip = s("svg", { class: "strip", role: "group", "aria-label": "All events, and the window" });
  const span = h("p", { class: "span", "aria-live": "off" });
  const edges = h("p", { class: "edges" });
  const list = h("div", { class: "agenda" });
  const legend = h("div");
  const scale = { width: 900 };

  const window_ = () => [filter.from ?? bounds[0], filter.to ?? bounds[1]];
  const whole = () => [Math.min(bounds[0], window_()[0]), Math.max(bounds[1], window_()[1])];
  function go(from, to) {
    let [a, b] = [Math.round(Math.min(from, to)), Math.round(Math.max(from, to))];
    if (b - a < 6) [a, b] = [a - 3, b + 3];
    const isAll = a <= bounds[0] && b >= bounds[1] && a > bounds[0] - 2 && b < bounds[1] + 2;
    filter.change((f) => {
      f.undated = false;
      [f.from, f.to] = isAll ? [null, null] : [a, b];
    });
  }
  const zoom = (factor, at = 0.5) => {
    const [a, b] = window_();
    const middle = a + (b - a) * at;
    go(middle - (middle - a) * factor, middle + (b - middle) * factor);
  };
  const pan = (part) => {
    const [a, b] = window_();
    go(a + (b - a) * part, b + (b - a) * part);
  };
  const reset = () => filter.change((f) => { f.from = f.to = null; f.undated = false; });
  const tool = (path, name, call) => h("button", { type: "button", class: "tool square", "aria-label": name,
    title: name, onclick: call }, icon(path));

  const board = h("div", { class: "board", tabindex: "0", role: "group",
    "aria-label": "Timeline: arrow keys move the window, plus and minus zoom, 0 shows all",
    onkeydown: (event) => {
      const does = { ArrowLeft: () => pan(-0.2), ArrowRight: () => pan(0.2), "+": () => zoom(0.5), "=": () => zoom(0.5),
        "-": () => zoom(2), 0: reset, Home: reset }[event.key];
      if (!does || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("[role=slider]")) return;
      event.preventDefault();
      does();
      announce(`${span.textContent}. ${edges.textContent}`);
    } }, chart, strip);
  const node = h("section", { class: "view", id: "view-timeline" }, h("h1", { tabindex: "-1" }, "Timeline"),
    filterBar(filter), h("div", { class: "chart-top" }, span, h("div", { class: "tools" },
      tool(ICONS.left, "Earlier", () => pan(-0.5)), tool(ICONS.right, "Later", () => pan(0.5)),
      tool(ICONS.minus, "Zoom out", () => zoom(2)), tool(ICONS.plus, "Zoom in", () => zoom(0.5)),
      tool(ICONS.all, "Show all", reset))), legend, board, edges, list);

  function render() {
    scale.width = Math.max(280, board.clientWidth || 900);
    const [from, to] = window_();
    const rows = filter.rows("range").filter((row) => days[row]);
    const inside = rows.filter((row) => days[row][1] >= from && days[row][0] <= to);
    put(span, h("strong", null, many(inside.length, "event")), ` ${dayWords(from)} – ${dayWords(to)}`);
    put(legend, statusLegend(inside));
    const items = inside.map((row) => ({ row, from: days[row][0], to: days[row][1] }));
    drawWindow(chart, items, from, to, scale.width, go);
    drawStrip(strip, rows.map((row) => days[row]), whole(), [from, to], scale.width, go);
    drawEdges(edges, filter, rows, [from, to], go);
    agendaOf(list, filter, inside.sort((a, b) => days[a][0] - days[b][0] || a - b));
  }
  dragToZoom(chart, () => window_(), go);
  chart.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls the page
    event.preventDefault();
    const box = chart.getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, (event.clientX - box.left) / box.width);
  }, { passive: false });
  filter.listeners.push(() => { if (!node.hidden && node.isConnected) render(); });
  new ResizeObserver(() => {
    if (!node.hidden && Math.abs(board.clientWidth - scale.width) > 4) render();
  }).observe(board);
  return { node, show: render, filter };
}

// From the first to the last year of nearly all events: a few far ones would press the others together.
function usualBounds(days) {
  const starts = days.filter(Boolean).map((day) => day[0]).sort((a, b) => a - b);
  const ends = days.filter(Boolean).map((day) => day[1]).sort((a, b) => a - b);
  if (!starts.length) return [dayNumber(2020, 1, 1), dayNumber(2020, 12, 31)];
  const cut = Math.floor(starts.length * 0.03);
  const first = dateOf(starts[cut])[0];
  const last = dateOf(ends[ends.length - 1 - cut])[0];
  return [dayNumber(first, 1, 1), dayNumber(last, 12, 31)];
}

function drawWindow(svg, items, from, to, width, go) {
  const x = (day) => ((day - from) / (to + 1 - from)) * width;
  const lanes = items.length <= 260 ? packLanes(items, x, width) : null;
  const height = Math.max(HEIGHT, lanes ? lanes.number * LANE + AXIS + 14 : 0);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  const placed = lanes && lanes.items;
  for (const item of placed || []) item.y = height - AXIS - 4 - (item.lane + 1) * LANE;
  const axis = axisOf(from, to, x, width, height - AXIS);
  put(svg, axis, placed ? placed.map((item) => eventMark(item)) : columnsOf(items, from, to, x, width, go),
    items.length ? null : s("text", { x: width / 2, y: (HEIGHT - AXIS) / 2, class: "empty-chart" }, "No event in this window"));
}

// Gives every event a lane where it and its words have room; null when there are not lanes enough.
function packLanes(items, x, width) {
  const lanes = [];
  const length = items.length > 60 ? 24 : items.length > 25 ? 32 : 44;
  const { events } = DATA.tables;
  const sorted = [...items].sort((a, b) => a.from - b.from || b.to - a.to || a.row - b.row);
  for (const item of sorted) {
    item.x1 = Math.max(0, x(item.from));
    item.x2 = Math.min(width, Math.max(x(item.to + 1), item.x1 + 7));
    item.title = clip(String(events.cell(item.row, "title") || label(events.cell(item.row, "type"))), length);
    const words = item.title.length * 6.3 + 8;
    item.isInside = item.x2 - item.x1 > words;
    item.isLeft = !item.isInside && item.x2 + words > width && item.x1 > words;
    const left = item.isLeft ? item.x1 - words : item.x1;
    const right = item.isInside || item.isLeft ? item.x2 : item.x2 + words;
    let lane = lanes.findIndex((end) => end + 5 <= left);
    if (lane < 0) lane = lanes.push(0) - 1;
    if (lane >= LANES) return null;
    lanes[lane] = Math.max(lanes[lane], right);
    item.lane = lane;
  }
  return { items: sorted, number: lanes.length };
}

function eventMark(item) {
  const { events } = DATA.tables;
  const status = events.cell(item.row, "status");
  const words = [dateWords(events.cell(item.row, "date")), label(events.cell(item.row, "type")), status,
    events.cell(item.row, "places")].filter(Boolean).join(" · ");
  const at = item.isInside ? item.x1 + 7 : item.isLeft ? item.x1 - 5 : item.x2 + 5;
  return s("a", { href: placeOf(events, item.row), class: "mark", "aria-label": `${item.title}. ${words}` },
    s("title", null, `${events.cell(item.row, "title") || ""}\n${words}`),
    s("rect", { x: item.x1, y: item.y, width: item.x2 - item.x1, height: LANE - 6, rx: 4, class: `st-${status}` }),
    s("text", { x: at, y: item.y + 12.5, class: item.isInside ? "in" : "", "text-anchor": item.isLeft ? "end" : "start" },
      item.title));
}

function unitFor(from, to, width, least) {
  return UNITS.find(([, days, times]) => ((to - from) / (days * (times || 1))) * least <= width) || UNITS[UNITS.length - 1];
}

// The first day of the step that a day lies in, and of the next one.
function stepOf(day, [unit, , times]) {
  const [year, month] = dateOf(day);
  if (unit === "day") return [day, day + 1];
  if (unit === "week") return [day - weekday(day), day - weekday(day) + 7];
  if (unit === "year") {
    const first = Math.floor(year / (times || 1)) * (times || 1);
    return [dayNumber(first, 1, 1), dayNumber(first + (times || 1), 1, 1)];
  }
  const length = unit === "quarter" ? 3 : 1;
  const first = Math.floor((month - 1) / length) * length + 1;
  return [dayNumber(year, first, 1), first + length > 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, first + length, 1)];
}

function stepWords(day, [unit, , times]) {
  const [year, month] = dateOf(day);
  if (unit === "day") return dayWords(day);
  if (unit === "week") return `Week of ${dayWords(day)}`;
  if (unit === "month") return `${MONTHS[month - 1]} ${year}`;
  if (unit === "quarter") return `Quarter ${Math.ceil(month / 3)} of ${year}`;
  return times ? `${year}–${year + times - 1}` : String(year);
}

function columnsOf(items, from, to, x, width, go) {
  const unit = unitFor(from, to, width, 9);
  const { events } = DATA.tables;
  const bins = new Map();
  for (const item of items) {
    const [start, end] = stepOf(Math.max(item.from, from), unit);
    if (!bins.has(start)) bins.set(start, { start, end, counts: {}, rough: {}, all: 0 });
    const bin = bins.get(start);
    const status = events.cell(item.row, "status");
    const into = item.to - item.from + 1 > bin.end - bin.start ? bin.rough : bin.counts;
    into[status] = (into[status] || 0) + 1;
    bin.all += 1;
  }
  const base = HEIGHT - AXIS;
  const most = Math.max(...[...bins.values()].map((bin) => bin.all));
  const y = (number) => (number / most) * (base - 26);
  const drawn = [...bins.values()].sort((a, b) => a.start - b.start).map((bin) => {
    const left = Math.max(0, x(bin.start));
    const wide = Math.max(2, Math.min(width, x(bin.end)) - left - 1.5);
    let top = base;
    const bars = [["", bin.counts], [" rough", bin.rough]].flatMap(([kind, counts]) => STATUSES.filter((st) => counts[st])
      .map((st) => {
        top -= y(counts[st]);
        return s("rect", { x: left, y: top, width: wide, height: y(counts[st]), class: `st-${st}${kind}` });
      }));
    const rough = Object.values(bin.rough).reduce((a, b) => a + b, 0);
    const words = `${stepWords(bin.start, unit)}: ${many(bin.all, "event")}${rough
      ? ` (pale: ${count(rough)} dated less exactly)` : ""}`;
    return s("g", { class: "bin", onclick: () => go(bin.start, bin.end - 1) }, s("title", null, words),
      s("rect", { x: left, y: 0, width: wide, height: base, class: "hit" }), bars);
  });
  return [s("text", { x: 2, y: 12, class: "most" }, `${count(most)} a ${unit[2] ? `${unit[2]} years` : unit[0]} at most`), drawn];
}

function axisOf(from, to, x, width, y) {
  const unit = unitFor(from, to, width, 62);
  const ticks = [];
  let [day, next] = stepOf(from, unit);
  for (let guard = 0; day <= to && guard < 400; guard++) {
    if (day >= from) ticks.push(day);
    [day, next] = stepOf(next, unit);
  }
  return [s("line", { x1: 0, x2: width, y1: y, y2: y, class: "axis" }), ticks.map((tick) => [
    s("line", { x1: x(tick), x2: x(tick), y1: 0, y2: y + 5, class: "tick" }),
    x(tick) < width - 24 ? s("text", { x: x(tick) + 4, y: y + 17, class: "tick-name" }, tickWords(tick, unit)) : null])];
}

function tickWords(day, [unit]) {
  const [year, month, number] = dateOf(day);
  if (unit === "year") return String(year);
  const name = MONTHS[month - 1].slice(0, 3);
  if (unit === "month" || unit === "quarter") return month === 1 ? `${year}` : name;
  return number === 1 || unit === "week" ? `${number} ${name}` : String(number);
}
