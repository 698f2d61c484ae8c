// Builds DOM nodes. People's text only ever becomes text nodes: nothing here, or in any
// other module of this page, parses a string as HTML.

const SVG = 'http://www.w3.org/2000/svg';

function assign(node, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') {
      for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    } else if (name === 'data') Object.assign(node.dataset, value);
    else if (name === 'value' || name === 'checked') node[name] = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
}

function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    node.append(child);
  }
  return node;
}

/** An HTML element: h('p', {class: 'x', on: {click}}, 'text', otherNode). */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  assign(node, props ?? {});
  return fill(node, children);
}

/** An SVG element. */
export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  assign(node, props ?? {});
  return fill(node, children);
}

/** Empties a node and gives it other children. */
export function replace(node, ...children) {
  node.replaceChildren();
  return fill(node, children);
}

/** Words for screen readers only. */
export function hidden(text) {
  return h('span', { class: 'sr' }, text);
}

let counter = 0;

/** An id no other element of this page has. */
export function uid(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** Says something to screen readers without moving the focus. */
export function announce(text) {
  const live = document.getElementById('live');
  if (live) live.textContent = text;
}

/** Keeps a list of nodes in step with items, reusing every node whose item did not change. */
export function reconcile(parent, items, { key, signature, render }) {
  const before = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const nodes = items.map((item, index) => {
    const id = key(item);
    const sign = signature(item, index);
    const old = before.get(id);
    if (old && old.sign === sign) return old;
    const node = render(item, index, old);
    node.dataset.key = id;
    node.sign = sign;
    return node;
  });
  const keep = new Set(nodes);
  for (const node of before.values()) if (!keep.has(node)) node.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}
