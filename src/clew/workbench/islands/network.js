// The network as an island: the same data, places and words as the picture drawn on the server, to be moved about in.
import Graph from "graphology";
import Sigma from "sigma";
import { DASHES, LINES, PLAIN, PartyProgram, SHAPES } from "./programs.js";

const MANY = 400; // beyond so many parties labels come by density and lines take no clicks
const HUGE = 3000; // beyond so many lines have no heads; the words beside the picture tell who did what to whom
const page = document.querySelector("[data-network]");
const form = page.closest("main").querySelector("form.search");
const drawn = page.parentNode.querySelector(".drawn");
const field = page.querySelector("[data-field]");
const about = page.querySelector("[data-about]");
const said = page.querySelector("[data-said]");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
let renderer = null;
let colours = {};
let chosen = null;
let near = new Set();
let asked = 0;
let last = null;
let taken = []; // where names stand in the picture that is being painted
let seen = null;
let moved = new Map(); // places given by hand, by party
let watching = null;
let lost = false; // whether the browser took the field's drawing away

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = "bg paper wash ink ink-2 muted rule-2 link listed review review-wash denied good good-line tie hold trade make";
  colours = Object.fromEntries(names.split(" ").map((name) => [name, hex(style.getPropertyValue(`--${name}`).trim())]));
}

const hex = (told) => (/^#...$/.test(told) ? `#${[...told.slice(1)].map((one) => one + one).join("")}` : told);

// A colour mixed with the ground, a share of it kept.
function faded(colour, share) {
  const parts = (told) => [1, 3, 5].map((at) => parseInt(told.slice(at, at + 2), 16));
  const ground = parts(colours.bg);
  const mixed = parts(colour).map((value, at) => Math.round(value * share + ground[at] * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function look(state, shape, described) {
  if (state === "listed") return { color: colours.listed, border: colours.listed, thick: 1 };
  if (state === "review") return { color: colours["review-wash"], border: colours.review, thick: 2 };
  if (state === "owned") return { color: colours.paper, border: colours.listed, thick: 2.4 };
  if (described || shape === "place") return { color: colours.wash, border: colours["rule-2"], thick: 1.2 };
  if (shape === "good") return { color: colours.good, border: colours["good-line"], thick: 1.2 };
  return { color: colours.paper, border: colours["ink-2"], thick: 1.3 };
}

function lineLook(manner, family, reviewed) {
  if (manner === "denied") return { color: colours.denied, dash: DASHES.dotted };
  return {
    color: manner === "unsure" ? faded(colours[family], 0.5) : colours[family],
    dash: reviewed ? DASHES.solid : DASHES.dashed,
  };
}

function graphOf({ nodes, ties }) {
  const graph = new Graph({ type: "directed", multi: false, allowSelfLoops: false });
  const pins = new Set(values("pin"));
  const count = nodes.id.length;
  const weight = nodes.ties.map((number, at) => number + (nodes.state[at] === "listed" ? 1000 : 0));
  const share = count > HUGE ? 0.3 : count > MANY ? 0.5 : 0.9;
  // The names of the weightiest are set first.
  for (const at of nodes.id.map((_, number) => number).sort((one, other) => weight[other] - weight[one])) {
    const id = nodes.id[at];
    const by = moved.get(id);
    const listed = nodes.state[at] === "listed";
    graph.addNode(id, {
      x: by ? by.x : nodes.x[at],
      y: by ? by.y : nodes.y[at],
      label: nodes.label[at],
      name: nodes.name[at],
      named: nodes.named[at],
      ink: listed ? "listed" : nodes.described[at] ? "muted" : "ink",
      size: Math.min(4 + 1.6 * Math.sqrt(nodes.ties[at]), 14) * share,
      shape: SHAPES[nodes.shape[at]],
      pinned: pins.has(id),
      forceLabel: count <= 60 || pins.has(id) || (listed && count <= MANY),
      ...look(nodes.state[at], nodes.shape[at], nodes.described[at]),
    });
  }
  for (let at = 0; at < ties.a.length; at += 1) {
    const disputed = Boolean(ties.disputed[at]);
    graph.addEdge(nodes.id[ties.a[at]], nodes.id[ties.b[at]], {
      size: ties.width[at] * (count > MANY ? 0.5 : 1.3),
      type: count > HUGE ? "line" : ties.heads[at],
      label: disputed ? "×" : null,
      forceLabel: disputed,
      ...lineLook(ties.manner[at], ties.family[at], ties.reviewed[at]),
    });
  }
  return graph;
}

function reduceNode(id, data) {
  if (!chosen && !data.pinned) return data;
  const shown = { ...data };
  if (data.pinned) Object.assign(shown, { border: colours.link, thick: 3, size: data.size + 2 });
  if (chosen) {
    if (id === chosen) Object.assign(shown, { highlighted: true, forceLabel: true, zIndex: 2 });
    else if (near.has(id)) Object.assign(shown, { forceLabel: true, zIndex: 1 });
    else Object.assign(shown, { color: faded(data.color, 0.25), border: faded(data.border, 0.25), label: null, forceLabel: false });
  }
  return shown;
}

function reduceTie(id, data) {
  if (!chosen || renderer.getGraph().hasExtremity(id, chosen)) return data;
  return { ...data, color: faded(data.color, 0.12) };
}

// The name under its party, in the lines that the server broke it into, where no weightier name stands.
function drawLabel(context, data, settings) {
  if (!data.label) return;
  const lines = data.label.split("\n");
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  context.textAlign = "center";
  context.lineWidth = 3.5;
  context.lineJoin = "round";
  context.strokeStyle = colours.bg;
  context.fillStyle = colours[data.ink];
  const wide = Math.max(...lines.map((line) => context.measureText(line).width)) / 2;
  const box = [data.x - wide, data.y + data.size, data.x + wide, data.y + data.size + settings.labelSize * lines.length];
  const free = taken.every((one) => box[0] >= one[2] || box[2] <= one[0] || box[1] >= one[3] || box[3] <= one[1]);
  if (!free && !data.highlighted && !data.hovered) return;
  taken.push(box);
  lines.forEach((line, number) => {
    const at = [data.x, data.y + data.size + 1 + settings.labelSize * (number + 0.85)];
    context.strokeText(line, ...at);
    context.fillText(line, ...at);
  });
}

function drawHover(context, data, settings) {
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  const lines = (data.label || data.name || "").split("\n");
  const wide = Math.max(...lines.map((line) => context.measureText(line).width), 2 * data.size) + 12;
  context.fillStyle = colours.paper;
  context.strokeStyle = colours.link;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(data.x - wide / 2, data.y - data.size - 4, wide, 2 * data.size + 10 + lines.length * settings.labelSize, 5);
  context.fill();
  context.stroke();
  drawLabel(context, { ...data, label: lines.join("\n"), hovered: true }, settings);
}

// A cross on a line that somebody denies.
function drawCross(context, tie, source, target) {
  if (!tie.label) return;
  const [x, y] = [(source.x + target.x) / 2, (source.y + target.y) / 2];
  context.strokeStyle = colours.denied;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - 4, y - 4);
  context.lineTo(x + 4, y + 4);
  context.moveTo(x + 4, y - 4);
  context.lineTo(x - 4, y + 4);
  context.stroke();
}

const values = (name) => new FormData(form).getAll(name).filter(Boolean);

function query() {
  const told = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value && name !== "most" && !(name === "steps" && !form.elements.around.value)) told.append(name, value);
  }
  return told;
}

function show(told, first) {
  const graph = graphOf(told);
  const many = graph.order > MANY;
  const programs = graph.order > HUGE ? PLAIN : LINES;
  if (renderer && (renderer.getSetting("hideEdgesOnMove") !== many || !renderer.getSetting("edgeProgramClasses").both !== !programs.both)) { // what it can do is settled when it is made
    end();
  }
  if (!renderer) {
    renderer = new Sigma(graph, field, {
      defaultNodeType: "party",
      defaultEdgeType: "line",
      nodeProgramClasses: { party: PartyProgram },
      nodeHoverProgramClasses: { party: PartyProgram },
      edgeProgramClasses: programs,
      nodeReducer: reduceNode,
      edgeReducer: reduceTie,
      defaultDrawNodeLabel: drawLabel,
      defaultDrawNodeHover: drawHover,
      defaultDrawEdgeLabel: drawCross,
      renderEdgeLabels: !many,
      labelFont: getComputedStyle(document.body).fontFamily,
      labelSize: 11.5,
      labelWeight: "500",
      labelDensity: 0.7,
      labelGridCellSize: 90,
      labelRenderedSizeThreshold: 3,
      minEdgeThickness: 0.6,
      stagePadding: 46,
      zIndex: true,
      minCameraRatio: 0.01,
      maxCameraRatio: 4,
      enableEdgeEvents: !many,
      hideEdgesOnMove: many,
      hideLabelsOnMove: many,
      doubleClickZoomingRatio: 1,
    });
    listen();
  } else {
    renderer.setGraph(graph);
    if (!first) fit();
  }
  if (chosen && !graph.hasNode(chosen)) { choose(null); renderer.refresh(); }
  else if (chosen) choose(chosen, false);
  said.textContent = told.says;
  page.querySelector("[data-left-out]").textContent = told.left_out;
  page.dataset.shown = String(graph.order);
  if (first) requestAnimationFrame(() => setTimeout(() => { page.dataset.painted = String(Math.round(performance.now())); }));
}

async function load(first = false) {
  const told = query();
  if (last === told.toString()) return; // Enter in a field both changes and sends it
  last = told.toString();
  const number = ++asked;
  if (!first) {
    const more = told.toString();
    history.replaceState(null, "", more ? `?${more}` : location.pathname);
  }
  for (const link of page.querySelectorAll("a[data-form]")) {
    const whole = new URLSearchParams(told);
    whole.set("form", link.dataset.form);
    link.href = `/pictures/network/file?${whole}`;
  }
  page.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`/pictures/network/data?${told}`); // the whole is on its way since the page's head
    const found = await answer.json();
    if (number !== asked) return; // a later question is on its way
    if (!answer.ok) throw new Error(found.detail ?? answer.statusText);
    page.hidden = false;
    show(found, first);
    drawn.hidden = true;
    form.querySelector("[data-most]").hidden = true;
    page.querySelector("[data-none]").hidden = found.nodes.id.length > 0;
  } catch (error) {
    if (renderer) said.textContent = String(error.message ?? error);
    else { page.hidden = true; drawn.hidden = false; }
    console.info(`the picture drawn by the server is shown: ${error}`);
  } finally {
    if (number === asked) page.removeAttribute("aria-busy");
  }
}

async function tell(address) {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  const part = new DOMParser().parseFromString(await answer.text(), "text/html");
  about.replaceChildren(...part.body.childNodes);
  about.hidden = false;
}

function choose(id, ask = true) {
  chosen = id;
  near = new Set(id ? renderer.getGraph().neighbors(id) : []);
  renderer.refresh(ask ? { skipIndexation: true } : {});
  if (!ask) return;
  if (id) tell(`/pictures/network/about?${new URLSearchParams({ entity: id })}`);
  else { about.replaceChildren(); about.hidden = true; }
}

function toggle(name, id) {
  const held = [...form.querySelectorAll(`input[type=hidden][name=${name}]`)].find((one) => one.value === id);
  if (held) held.remove();
  else form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: id }));
}

// What the form calls a party: by its name, where the server takes that name for it.
function called(id) {
  const { name, named } = renderer.getGraph().getNodeAttributes(id);
  return named ? name : id;
}

const acts = {
  around: (id) => { form.elements.around.value = called(id); form.elements.to.value = ""; load(); },
  to: (id) => {
    if (!form.elements.around.value) form.elements.around.value = called(id);
    else form.elements.to.value = called(id);
    load();
  },
  expand: (id) => { if (form.elements.around.value) { toggle("more", id); load(); } else acts.around(id); },
  pin: (id) => { toggle("pin", id); if (!values("pin").includes(id)) moved.delete(id); load(); },
  fold: () => choose(null),
};

const camera = () => renderer.getCamera();
const motion = () => ({ duration: calm.matches ? 0 : 200 });
const fit = () => camera().animatedReset(motion());

// The nearest party in a direction from the chosen one, else from the middle.
function step(dx, dy) {
  const graph = renderer.getGraph();
  const middle = renderer.getDimensions();
  const from = chosen ? renderer.framedGraphToViewport(renderer.getNodeDisplayData(chosen)) : { x: middle.width / 2, y: middle.height / 2 };
  let best = null;
  let least = Infinity;
  for (const id of graph.nodes()) {
    if (id === chosen) continue;
    const at = renderer.framedGraphToViewport(renderer.getNodeDisplayData(id));
    const along = (at.x - from.x) * dx + (at.y - from.y) * dy;
    const aside = Math.abs((at.x - from.x) * dy) + Math.abs((at.y - from.y) * dx);
    if (along > 1 && along + 2 * aside < least) [best, least] = [id, along + 2 * aside];
  }
  if (!best) return;
  choose(best);
  const at = renderer.framedGraphToViewport(renderer.getNodeDisplayData(best));
  if (at.x < 40 || at.y < 40 || at.x > middle.width - 40 || at.y > middle.height - 40) {
    const { x, y } = renderer.getNodeDisplayData(best);
    camera().animate({ x, y }, motion());
  }
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target !== field) return;
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const keys = {
    "+": () => camera().animatedZoom(motion()),
    "-": () => camera().animatedUnzoom(motion()),
    0: fit,
    Escape: () => choose(null),
    Enter: () => { if (chosen) location.href = `/entities/${encodeURIComponent(chosen)}`; },
    e: () => chosen && acts.expand(chosen),
    p: () => chosen && acts.pin(chosen),
    a: () => chosen && acts.around(chosen),
    w: () => chosen && acts.to(chosen),
  };
  const act = arrows[event.key] ? () => step(...arrows[event.key]) : keys[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function drag() {
  let held = null;
  renderer.on("downNode", ({ node }) => { held = node; renderer.setCustomBBox(renderer.getBBox()); });
  renderer.on("moveBody", ({ event }) => {
    if (!held) return;
    const at = renderer.viewportToGraph(event);
    renderer.getGraph().mergeNodeAttributes(held, at);
    moved.set(held, at);
    event.preventSigmaDefault();
    event.original.preventDefault();
  });
  const drop = () => {
    if (held && moved.has(held) && !values("pin").includes(held)) {
      toggle("pin", held);
      renderer.getGraph().setNodeAttribute(held, "pinned", true);
      last = query().toString();
      history.replaceState(null, "", `?${last}`);
    }
    held = null;
  };
  renderer.on("upNode", drop);
  renderer.on("upStage", drop);
}

function end() {
  watching.abort();
  seen.disconnect();
  renderer.kill();
  renderer = null;
}

// The browser has taken the drawing away (a driver that failed, a tab that slept): the picture of the server stands in
// for it, for the same question, and the form works as it does without a script.
async function giveWay() {
  lost = true;
  end();
  page.hidden = true;
  drawn.hidden = false;
  form.querySelector("[data-most]").hidden = false;
  console.info("the browser lost its drawing; the picture drawn by the server is shown");
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  const whole = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok) drawn.replaceChildren(...whole.querySelector(".drawn").childNodes);
}

function listen() {
  watching = new AbortController();
  for (const layer of Object.values(renderer.getCanvases())) {
    layer.addEventListener("webglcontextlost", giveWay, { signal: watching.signal });
  }
  renderer.on("beforeRender", () => { taken = []; });
  renderer.on("clickNode", ({ node }) => choose(node));
  renderer.on("clickStage", () => choose(null));
  renderer.on("clickEdge", ({ edge }) => {
    const [entity, to] = renderer.getGraph().extremities(edge);
    tell(`/pictures/network/about?${new URLSearchParams({ entity, to })}`);
  });
  renderer.on("doubleClickNode", ({ node, event }) => { event.preventSigmaDefault(); acts.expand(node); });
  renderer.on("enterNode", () => field.classList.add("pointing"));
  renderer.on("leaveNode", () => field.classList.remove("pointing"));
  seen = new ResizeObserver(() => {
    const { width, height } = renderer.getDimensions();
    if (field.clientWidth === width && field.clientHeight === height) return; // told once when it begins to look
    renderer.resize();
    renderer.refresh({ skipIndexation: true });
  });
  seen.observe(field);
  drag();
}

// What is seen, as a picture: the layers are laid upon one another while the browser still holds them.
function picture() {
  renderer.refresh({ schedule: false });
  const layers = renderer.getCanvases();
  const { width, height } = layers.nodes;
  const sheet = Object.assign(document.createElement("canvas"), { width, height });
  const context = sheet.getContext("2d");
  context.fillStyle = colours.bg;
  context.fillRect(0, 0, width, height);
  for (const name of ["edges", "nodes", "edgeLabels", "labels", "hovers", "hoverNodes"]) if (layers[name]) context.drawImage(layers[name], 0, 0);
  sheet.toBlob((file) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: "network-as-seen.png" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}

const buttons = {
  closer: () => camera().animatedZoom(motion()),
  farther: () => camera().animatedUnzoom(motion()),
  whole: fit,
  picture,
};

function years() {
  let waiting = 0;
  for (const slider of page.querySelectorAll("input[type=range]")) {
    const named = form.elements[slider.dataset.sets];
    const end = slider.dataset.sets === "since" ? slider.min : slider.max;
    const tell = () => { slider.nextElementSibling.textContent = slider.value; };
    slider.addEventListener("input", () => {
      tell();
      named.value = slider.value === end ? "" : slider.value;
      clearTimeout(waiting);
      waiting = setTimeout(load, 150);
    });
    slider.value = (named.value.match(/\d{4}/) ?? [end])[0];
    tell();
  }
}

function begin() {
  if (!document.createElement("canvas").getContext("webgl2")) return; // the picture drawn on the server stays
  readColours();
  page.hidden = false; // a field that is not shown has no size to draw in
  form.addEventListener("submit", (event) => { if (!lost) { event.preventDefault(); load(); } });
  form.addEventListener("change", (event) => { if (event.target.name && !lost) load(); });
  field.addEventListener("keydown", pressed);
  page.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]");
    const button = event.target.closest("[data-button]");
    if (act) acts[act.dataset.act](act.dataset.of);
    if (button) buttons[button.dataset.button]();
  });
  dark.addEventListener("change", () => { readColours(); last = null; if (!lost) load(); });
  years();
  load(true);
}

begin();
