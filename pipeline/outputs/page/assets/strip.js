// The strip below the timeline: all events, and the window with two handles.

function drawStrip(svg, days, [first, last], [from, to], width, go) {
  svg.setAttribute("viewBox", `0 0 ${width} ${STRIP}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", STRIP);
  const x = (day) => ((day - first) / (last + 1 - first)) * width;
  const number = Math.max(20, Math.floor(width / 4));
  const bins = new Array(number).fill(0);
  for (const [start] of days) {
    const at = Math.floor(((start - first) / (last + 1 - first)) * number);
    if (at >= 0 && at < number) bins[at] += 1;
  }
  const most = Math.max(1, ...bins);
  const step = width / number;
  const bars = bins.map((value, at) => (value ? s("rect", { x: at * step, width: step - 0.6, class: "fill",
    y: STRIP - 14 - (value / most) * (STRIP - 18), height: (value / most) * (STRIP - 18) }) : null));
  const left = Math.max(0, x(from));
  const right = Math.min(width, x(to + 1));
  const names = axisOf(first, last, x, width, STRIP - 14).flat(2).filter((node) => node && node.tagName === "text");
  for (const name of names) name.setAttribute("y", STRIP - 3);
  const old = document.activeElement && document.activeElement.closest && document.activeElement.closest(".handle");
  const focused = old && svg.contains(old) ? old.dataset.side : null;
  const handle = (side, at, value) => s("g", { class: "handle", role: "slider", tabindex: "0", data: { side },
    "aria-label": side === "from" ? "Window begins" : "Window ends", "aria-valuemin": first, "aria-valuemax": last,
    "aria-valuenow": value, "aria-valuetext": dayWords(value), onkeydown: (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5 }[event.key];
      if (!by) return;
      event.preventDefault();
      const moved = value + by * Math.max(1, (last - first) / 100);
      if (side === "from") go(Math.min(moved, to - 6), to);
      else go(from, Math.max(moved, from + 6));
    } },
  s("rect", { x: at - 8, y: 0, width: 16, height: STRIP - 12, class: "hit" }),
  s("rect", { x: at - 3, y: 10, width: 6, height: STRIP - 34, rx: 3, class: "grip" }));
  put(svg, bars, s("rect", { x: left, y: 1, width: Math.max(3, right - left), height: STRIP - 15, class: "pane" }), names,
    handle("from", Math.max(6, left), from), handle("to", Math.min(width - 6, right), to));
  if (focused) svg.querySelector(`[data-side="${focused}"]`).focus();
  dragStrip(svg, [first, last], [from, to], go);
}

// Drag a handle to move that end, the pane to move the window, elsewhere to draw a new one.
function dragStrip(svg, [first, last], [from, to], go) {
  svg.onpointerdown = (event) => {
    const box = svg.getBoundingClientRect();
    const day = (e) => first + ((e.clientX - box.left) / box.width) * (last + 1 - first);
    const start = day(event);
    const near = ((last - first) / box.width) * 10;
    const side = Math.abs(start - from) < near ? "from" : Math.abs(start - to) < near ? "to"
      : start > from && start < to && (to - from) < (last - first) * 0.98 ? "pane" : "new";
    event.preventDefault();
    const pane = svg.querySelector(".pane");
    const result = (e) => {
      const by = day(e) - start;
      if (side === "from") return [Math.min(from + by, to - 6), to];
      if (side === "to") return [from, Math.max(to + by, from + 6)];
      if (side === "pane") return [from + by, to + by];
      return [Math.min(start, day(e)), Math.max(start, day(e))];
    };
    const move = (e) => {
      const [a, b] = result(e);
      const scale = svg.viewBox.baseVal.width / (last + 1 - first);
      pane.setAttribute("x", (a - first) * scale);
      pane.setAttribute("width", Math.max(2, (b - a) * scale));
    };
    followPointer(svg, event, move, (e) => {
      if (Math.abs(e.clientX - event.clientX) < 4) return;
      go(...result(e));
    });
  };
}

function followPointer(node, event, move, done) {
  node.setPointerCapture(event.pointerId);
  const stop = (e) => {
    node.removeEventListener("pointermove", move);
    node.removeEventListener("pointerup", up);
    node.removeEventListener("pointercancel", stop);
  };
  const up = (e) => {
    stop(e);
    done(e);
  };
  node.addEventListener("pointermove", move);
  node.addEventListener("pointerup", up);
  node.addEventListener("pointercancel", stop);
}

// Draw a stretch on the chart with the mouse to zoom into it; a click stays a click.
function dragToZoom(svg, window_, go) {
  svg.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch") return;
    const box = svg.getBoundingClientRect();
    const shade = s("rect", { class: "shade", y: 0, height: box.height - AXIS });
    let isDrag = false;
    const move = (e) => {
      if (!isDrag && Math.abs(e.clientX - event.clientX) < 6) return;
      if (!isDrag) svg.append(shade);
      isDrag = true;
      shade.setAttribute("x", Math.min(e.clientX, event.clientX) - box.left);
      shade.setAttribute("width", Math.abs(e.clientX - event.clientX));
    };
    const up = (e) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      shade.remove();
      if (!isDrag) return;
      const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
      addEventListener("click", swallow, true); // the click that ends a drag opens nothing
      setTimeout(() => removeEventListener("click", swallow, true), 0);
      const [a, b] = window_();
      const day = (clientX) => a + ((clientX - box.left) / box.width) * (b + 1 - a);
      go(day(event.clientX), day(e.clientX));
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}

// What lies before, after and outside of time.
function drawEdges(node, filter, rows, [from, to], go) {
  const days = DATA.days.events;
  const before = rows.filter((row) => days[row][1] < from);
  const after = rows.filter((row) => days[row][0] > to);
  const undated = filter.rows("range").length - rows.length;
  const jump = (words, call) => h("button", { type: "button", class: "plain", onclick: call }, words);
  const first = before.reduce((a, row) => Math.min(a, days[row][0]), from);
  const last = after.reduce((a, row) => Math.max(a, days[row][1]), to);
  put(node,
    before.length ? jump(`← ${count(before.length)} earlier`, () => go(first, to)) : null,
    after.length ? jump(`${count(after.length)} later →`, () => go(from, last)) : null,
    undated ? link(`#/events?undated=1`, null, `${many(undated, "event")} without a known date`) : null);
}

// The events of the window as a list: what the chart shows, for reading.
function agendaOf(node, filter, rows) {
  const { events } = DATA.tables;
  const most = 40;
  const query = filter.toParams();
  put(node, h("h2", null, "In this window"), rows.length ? h("ol", { class: "happenings" }, rows.slice(0, most).map((row) =>
    h("li", null, h("span", { class: "when" }, dateWords(events.cell(row, "date"), true)),
      h("span", { class: "what" }, link(placeOf(events, row), null, say(events.cell(row, "title") || label(events.cell(row, "type")))),
        h("span", { class: "sub" }, dotFor("status", events.cell(row, "status")), events.cell(row, "status"), " · ",
          label(events.cell(row, "type")), events.cell(row, "places") ? [" · ", say(events.cell(row, "places"))] : null)))))
    : h("p", { class: "none" }, "No event lies in this window with these filters."),
  rows.length ? h("p", null, link(`#/events${query ? `?${query}` : ""}`, null, rows.length > most
    ? `All ${count(rows.length)} in the table` : "The same in the table")) : null);
}
