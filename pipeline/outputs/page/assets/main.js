// Which view is shown: the part of the address behind "#". Every view, filter and finding has an address.

const VIEWS = [["overview", "Overview"], ["timeline", "Timeline"], ["events", "Events"], ["deadlines", "Deadlines"],
  ["commitments", "Commitments"], ["countries", "Countries"], ["releases", "Releases"], ["issues", "Issues"]];
const opened = {};
let filters = null;
let shown = null;

function open(name) {
  if (!opened[name]) {
    opened[name] = {
      overview, countries, timeline: () => timeline(filters.events), deadlines: () => deadlines(filters.commitments),
      release: () => reader(filters),
    }[name]?.() || listing(name, filters[name]);
    document.getElementById("main").append(opened[name].node);
  }
  return opened[name];
}

function route(isFirst) {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [asked, ...rest] = path.split("/").map(unescaped);
  const name = asked === "release" || VIEWS.some(([id]) => id === asked) ? asked : "overview";
  const params = new URLSearchParams(query || "");
  const before = shown;
  const view = open(name);
  for (const [key, other] of Object.entries(opened)) other.node.hidden = key !== name;
  shown = name;
  // An address with a question sets the filter; one without (the links of the head) leaves it as it was.
  if (view.filter && query !== undefined) view.filter.fromParams(params);
  view.show(params, rest);
  if (view.filter && query === undefined) noteAddress();
  for (const node of document.querySelectorAll("#views a")) {
    const isCurrent = node.dataset.view === (name === "release" ? "releases" : name);
    if (isCurrent) node.setAttribute("aria-current", name === "release" ? "true" : "page");
    else node.removeAttribute("aria-current");
    if (isCurrent && before !== name) node.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  const title = name === "release" ? view.title() : VIEWS.find(([id]) => id === name)[1];
  document.title = `${title} – Dateline`;
  if (isFirst || (before === name && name !== "release") || (name === "release" && rest[1])) return;
  scrollTo(0, 0);
  const head = view.node.querySelector("h1");
  if (head) head.focus({ preventScroll: true });
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Write the filter of the view into the address, without a step in the history.
function noteAddress() {
  const view = opened[shown];
  if (!view || !view.filter) return;
  const params = new URLSearchParams(view.filter.toParams());
  for (const [key, value] of view.more ? view.more() : []) params.set(key, value);
  const query = params.toString();
  history.replaceState(null, "", `#/${shown}${query ? `?${query}` : ""}`);
}

// Light, dark, or as the system has it; kept where the browser allows it.
function themeButton() {
  const button = document.getElementById("theme");
  const themes = [["", "half", "Colours: as the system"], ["light", "sun", "Colours: light"], ["dark", "moon", "Colours: dark"]];
  let at = 0;
  try {
    at = Math.max(0, themes.findIndex(([name]) => name === (localStorage.getItem("dateline-theme") || "")));
  } catch { /* no storage for files here */ }
  const set = () => {
    const [name, image, words] = themes[at];
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
    put(button, icon(ICONS[image]));
    button.setAttribute("aria-label", words);
    button.title = words;
  };
  button.addEventListener("click", () => {
    at = (at + 1) % themes.length;
    set();
    announce(themes[at][2]);
    try {
      localStorage.setItem("dateline-theme", themes[at][0]);
    } catch { /* stays for this visit */ }
  });
  set();
}

function start() {
  load();
  filters = Object.fromEntries(["events", "commitments", "releases", "issues"].map((name) => [name, new Filter(name)]));
  const sizes = { events: "events", commitments: "commitments", releases: "releases", issues: "issues" };
  put(document.getElementById("views"), VIEWS.map(([id, name]) => h("li", null, link(`#/${id}`, { data: { view: id } }, name,
    sizes[id] ? h("span", { class: "num" }, count(DATA.tables[sizes[id]].size)) : null))));
  put(document.getElementById("foot"), `Made by Dateline ${DATA.version} from ${many(DATA.tables.releases.size, "release")}. `,
    DATA.left_out ? `The texts of ${many(DATA.left_out, "release")} are left out to keep the page quick. ` : "",
    "Works without network. The same findings are in the CSV files and the database beside this page.");
  document.getElementById("wait").remove();
  themeButton();
  addEventListener("hashchange", () => route(false));
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
  route(true);
}

start();
