// Building the page. Every text goes in as a text node; nothing here or elsewhere parses markup.

const SVG = "http://www.w3.org/2000/svg";

// An element: `props` are attributes, except on* (listeners), class, data (dataset) and prop (properties).
function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

function s(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "prop") Object.assign(node, value);
    else if (name === "style") for (const [key, of] of Object.entries(value)) node.style.setProperty(key, of);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

function put(node, ...children) {
  const old = [...node.childNodes];
  for (const child of old) child.remove();
  add(node, children);
  return node;
}

// Words that came from a release: marks that turn the direction of writing have no effect outside them.
function say(text) {
  return h("bdi", null, text === null || text === undefined ? "" : String(text));
}

function link(href, props, ...children) {
  return h("a", { href, ...props }, children);
}

function icon(path) {
  return s("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, s("path", { d: path }));
}

const ICONS = {
  out: "M6 3.5H3.5v9h9V10M9 3.5h3.5V7M12.5 3.5 7 9",
  copy: "M5.5 5.5v-2h7v7h-2M3.5 5.5h7v7h-7z",
  save: "M8 2.5v7.5M5 7l3 3 3-3M3 13h10",
  close: "M4 4l8 8M12 4l-8 8",
  left: "M10 3.5 5.5 8l4.5 4.5",
  right: "M6 3.5 10.5 8 6 12.5",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  all: "M2.5 8h11M5 5.5 2.5 8 5 10.5M11 5.5 13.5 8 11 10.5",
  search: "M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8M10 10l3.5 3.5",
  sun: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1.5v1.7M8 12.8v1.7M1.5 8h1.7M12.8 8h1.7M3.4 3.4l1.2 1.2M11.4 11.4l1.2 1.2M3.4 12.6l1.2-1.2M11.4 4.6l1.2-1.2",
  moon: "M13 9.6A5.5 5.5 0 1 1 6.4 3 4.4 4.4 0 0 0 13 9.6z",
  half: "M8 2.5a5.5 5.5 0 1 1 0 11zM8 2.5a5.5 5.5 0 0 0 0 11",
};

let calm = null;
function isCalm() {
  calm = calm || matchMedia("(prefers-reduced-motion: reduce)");
  return calm.matches;
}

function bring(node, block = "center") {
  node.scrollIntoView({ block, inline: "nearest", behavior: isCalm() ? "auto" : "smooth" });
}

let saying = 0;
function announce(text) {
  clearTimeout(saying);
  saying = setTimeout(() => { document.getElementById("said").textContent = text; }, 250);
}

function later(wait, call) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...values), wait);
  };
}
