// One release: its text with the layers marked, and beside it what was found. Each leads to the other.

const LAYERS = [["names", "Names"], ["dates", "Dates"], ["events", "Events"], ["commitments", "Commitments"], ["zones", "Structure"]];
const hidden = new Set();

function reader(filters) {
  const node = h("section", { class: "view reader", id: "view-release" });
  let current = null;

  function show(params, path) {
    const id = path[0] || "";
    if (!current || current.id !== id) {
      current = openRelease(id, filters.releases);
      put(node, current.nodes);
    }
    if (path[1]) current.pick(path[1], "address");
  }
  return { node, show, title: () => (current ? current.title : "Release") };
}

function openRelease(id, filter) {
  const row = DATA.numberOf.get(id);
  if (row === undefined) {
    return { id, title: "No such release", pick() {}, nodes: [h("h1", { tabindex: "-1" }, "No such release"),
      h("p", null, "This page has no release ", h("code", null, say(id)), ". ", link("#/releases", null, "All releases"))] };
  }
  const release = read(`release-${row}`);
  const title = titleOf(row);
  if (!release || !release.text) {
    return { id, title, pick() {}, nodes: [releaseHead(row, title, filter), missing(row, release)] };
  }
  const found = findings(row, release, (item) => pick(item, "row"));
  const text = markedText(release, found.kinds, (item, mark) => pick(item, "mark", mark));
  for (const layer of hidden) text.classList.add(`hide-${layer}`);

  function pick(item, from, mark) {
    for (const old of [...text.querySelectorAll(".sel"), ...found.node.querySelectorAll(".sel")]) old.classList.remove("sel");
    const these = [...text.querySelectorAll(`[data-of="${CSS.escape(item)}"]`)];
    for (const one of these) one.classList.add("sel");
    const shown = found.open(item);
    history.replaceState(null, "", place(id, item));
    if (from === "mark") {
      if (shown) {
        bringInto(found.node, shown);
        shown.querySelector("button").focus({ preventScroll: true });
      } else mark.focus();
      return;
    }
    const target = these.find((one) => one.matches("mark.m-event, mark.m-cue")) || these.find((one) => one.matches("mark")) || these[0];
    if (!target) return;
    if (shown && from === "address") bringInto(found.node, shown, true);
    bring(target);
    flash(these);
    if (from === "row") announce(`Shown in the text: ${clip(target.textContent, 80)}`);
    else if (target.matches("[role=link]")) target.focus({ preventScroll: true });
  }

  return { id, title, pick, nodes: [releaseHead(row, title, filter), h("div", { class: "sheet" },
    h("div", { class: "paper" }, layerSwitches(text), h("p", { class: "sr", id: "how" },
      "Marks in the text are links to findings; arrow keys move from mark to mark, Enter opens the finding."),
    h("article", { "aria-label": "Text of the release", "aria-describedby": "how" }, text)), found.node)] };
}

// Scroll the list of findings itself when it scrolls, else the page.
function bringInto(panel, node, stay = false) {
  const box = panel.querySelector(".found-list");
  if (box && box.scrollHeight > box.clientHeight + 2 && getComputedStyle(box).overflowY === "auto") {
    const by = node.getBoundingClientRect().top - box.getBoundingClientRect().top - 60;
    box.scrollBy({ top: by, behavior: isCalm() ? "auto" : "smooth" });
  } else if (!stay) bring(node);
}

function flash(nodes) {
  if (isCalm()) return;
  for (const node of nodes) {
    node.classList.remove("flash");
    void node.offsetWidth; // so that the animation begins anew
    node.classList.add("flash");
  }
}

function releaseHead(row, title, filter) {
  const { releases } = DATA.tables;
  const cell = (name) => releases.cell(row, name);
  const order = filter.sorted();
  const at = order.indexOf(row);
  const step = (to, word, path) => {
    const next = at < 0 ? undefined : order[to];
    return next === undefined ? h("span", { class: "tool off" }, word) : link(place(releases.cell(next, "release_id")),
      { class: "tool", title: titleOf(next) }, path === ICONS.left ? icon(path) : null, word, path === ICONS.right ? icon(path) : null);
  };
  const address = safeAddress(cell("url"));
  const facts = [
    cell("published") ? [h("span", { class: "when" }, dateWords(cell("published"))),
      cell("published_basis") && cell("published_basis") !== "metadata" ? ` (${cell("published_basis")})` : null] : "no known date",
    cell("issuer") ? say(cell("issuer")) : null,
    h("span", { class: "file" }, say(cell("file"))),
    address ? link(address, { rel: "noopener noreferrer", target: "_blank" }, "Original", icon(ICONS.out)) : cell("url") ? say(cell("url")) : null,
  ].filter(Boolean);
  return h("header", { class: "release-head" },
    h("nav", { class: "crumbs", "aria-label": "Releases" }, link("#/releases", { class: "tool" }, "All releases"),
      h("span", { class: "tools" }, step(at - 1, "Previous", ICONS.left), step(at + 1, "Next", ICONS.right))),
    h("h1", { tabindex: "-1" }, say(title)),
    h("ul", { class: "facts" }, facts.map((fact) => h("li", null, fact))));
}

function missing(row, release) {
  const issues = issueList(row);
  return h("div", { class: "none" }, h("p", { class: "none-title" }, release ? "No text could be read" : "The text is not in this page"),
    h("p", null, release ? "The file was set aside." : "This page holds the texts of the first releases only; releases.jsonl has the findings of all."), issues);
}

function issueList(row) {
  const { issues, releases } = DATA.tables;
  const rows = DATA.byRelease.issues.get(releases.cell(row, "release_id")) || [];
  return rows.length ? h("ul", { class: "issue-list" }, rows.map((r) => h("li", null,
    h("span", { class: `tag is-${issues.cell(r, "severity")}` }, issues.cell(r, "severity")), " ", say(issues.cell(r, "message")),
    issues.cell(r, "action") ? h("span", { class: "sub" }, say(issues.cell(r, "action"))) : null))) : null;
}

function layerSwitches(text) {
  return h("fieldset", { class: "layers" }, h("legend", { class: "sr" }, "Layers to mark"), LAYERS.map(([key, name]) => {
    const box = h("input", { type: "checkbox", prop: { checked: !hidden.has(key) }, onchange: () => {
      if (box.checked) hidden.delete(key);
      else hidden.add(key);
      text.classList.toggle(`hide-${key}`, !box.checked);
    } });
    return h("label", { class: `layer l-${key}` }, box, h("span", null, name));
  }));
}
