// Puts answers into forms with the engine of ODK Web Forms and tells what it makes of them.
//
// Reads one JSON object from standard input: { jobs: [{ form: XForm, answers: [record, ...] }] }.
// Writes { results: [[items, ...], ...], times: [[...], ...] }, an item being one question once:
// { id, instances, relevant, value, valid, required, choices }, and a time what it took to load
// the form, to put the answers in, and to tell the items. [ms]
import { JSDOM } from "jsdom";

const dom = new JSDOM("<html></html>");
const NEEDED = [
  "document", "Node", "Element", "Document", "XMLDocument", "XMLSerializer", "DOMParser",
  "Attr", "Text", "Comment", "HTMLElement", "XPathResult",
];
globalThis.window = dom.window;
for (const name of NEEDED) globalThis[name] ??= dom.window[name];
globalThis.__dirname = import.meta.dirname;
const { createInstance } = await import("@getodk/xforms-engine");

const LEAVES = new Set(["input", "select", "model-value", "note", "trigger", "range", "rank"]);
const SETTABLE = new Set(["input", "select"]);

const children = (node) => node.currentState.children ?? [];
const nameOf = (node) => node.definition.nodeName ?? node.definition.qualifiedName?.localName;

function put(node, record, late) {
  if (node.nodeType.startsWith("repeat-range")) {
    const given = record[nameOf(node)] ?? [];
    if (node.nodeType === "repeat-range:uncontrolled") {
      const have = children(node).length;
      if (given.length > have) node.addInstances(have - 1, given.length - have);
      if (given.length < have) node.removeInstances(given.length, have - given.length);
    }
    children(node).forEach((instance, at) => {
      for (const child of children(instance)) put(child, given[at] ?? {}, late);
    });
  } else if (LEAVES.has(node.nodeType)) {
    const value = record[nameOf(node)];
    if (SETTABLE.has(node.nodeType) && value !== undefined && value !== "") set(node, value, late);
  } else {
    for (const child of children(node)) put(child, record, late);
  }
}

function set(node, value, late) {
  if (node.nodeType === "select") {
    const shown = new Set(node.currentState.valueOptions.map((option) => option.value));
    const codes = value.split(" ").filter((code) => shown.has(code));
    if (codes.length < value.split(" ").length && late) late.push([node, value]);
    if (codes.length) node.selectValues(codes);
  } else {
    node.setValue(value);
  }
}

function tell(node, instances, found) {
  if (node.nodeType === "repeat-instance") {
    instances = [...instances, node.parent.currentState.children.indexOf(node) + 1];
  }
  if (!LEAVES.has(node.nodeType)) {
    for (const child of children(node)) tell(child, instances, found);
    return;
  }
  const state = node.currentState;
  found.push({
    id: nameOf(node),
    instances,
    relevant: state.relevant,
    value: state.instanceValue ?? "",
    valid: node.validationState?.constraint?.valid ?? true,
    required: Boolean(state.required) && state.relevant,
    choices: node.nodeType === "select" ? state.valueOptions.map((each) => each.value) : null,
  });
}

async function work(form, record, times) {
  const begun = performance.now();
  const instance = await createInstance(form);
  const loaded = performance.now();
  const late = [];
  put(instance.root, record, late);
  put(instance.root, record, null);
  const filled = performance.now();
  const found = [];
  tell(instance.root, [], found);
  times.push([loaded - begun, filled - loaded, performance.now() - filled]);
  return found;
}

let text = "";
for await (const piece of process.stdin) text += piece;
const results = [];
const times = [];
for (const { form, answers } of JSON.parse(text).jobs) {
  const told = [];
  for (const record of answers) {
    try {
      told.push(await work(form, record, times));
    } catch (error) {
      told.push({ error: String(error?.message ?? error) });
    }
  }
  results.push(told);
}
process.stdout.write(JSON.stringify({ results, times }));
