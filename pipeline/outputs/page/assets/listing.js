// The views that are a table with its filters: events, commitments, releases, issues.

const LEADS = {
  events: ["Events", "What happened or is planned. A row leads to the words in the release that tell of it."],
  commitments: ["Commitments", "Who undertakes, proposes or is asked to do what. A row leads to the words in the release."],
  releases: ["Releases", "Every release that was found. A row opens its text with all findings marked."],
  issues: ["Issues", "What could not be read or done, where, and what to do about it."],
};

function listing(name, filter) {
  const [title, lead] = LEADS[name];
  const grid = tableView(filter);
  const node = h("section", { class: "view", id: `view-${name}` }, h("h1", { tabindex: "-1" }, title),
    h("p", { class: "lead" }, lead), filterBar(filter), grid.node);
  return { node, show: () => grid.render(), filter };
}
