// Slack's mrkdwn → nodes. Markers never nest in themselves, so depth is bounded however long
// or hostile the text is.

import { angle, bareChannel, broadcast, link, unescape } from './entities.js';
import { emoji, withEmoji } from './emoji.js';
import { h } from './dom.js';

const STYLES = { '*': 'strong', _: 'em', '~': 's' };
const WORDISH = /[\p{L}\p{N}]/u;

const FINDERS = {
  '`': /`([^`\n]+)`/y,
  '<': /<([^<>\n]+)>/y,
  ':': /:([a-z0-9_+'-]+):(?::skin-tone-\d:)?/y,
  '@': /@(here|channel|everyone)\b/y,
  '#': /#([a-z0-9][a-z0-9_-]*)/y,
  h: /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"\]]/y,
};

const MAKERS = {
  '`': (match) => h('code', {}, unescape(match[1])),
  '<': (match) => angle(match[1]),
  ':': (match) => symbol(match[1]),
  '@': (match, options) => (options.verbatim ? null : broadcast(match[1])),
  '#': (match, options) => (options.verbatim ? null : bareChannel(match[1])),
  h: (match) => link(unescape(match[0])),
};

function symbol(name) {
  const found = emoji(name);
  return found && h('span', { class: 'emoji', role: 'img', 'aria-label': name.replaceAll('_', ' '), title: `:${name}:` }, found);
}

function styled(text, at, open, options) {
  const mark = text[at];
  const before = text[at - 1] ?? ' ';
  if (open.includes(mark) || WORDISH.test(before) || /\s/.test(text[at + 1] ?? ' ')) return null;
  for (let end = text.indexOf(mark, at + 2); end > 0; end = text.indexOf(mark, end + 1)) {
    const closes = !/\s/.test(text[end - 1]) && !WORDISH.test(text[end + 1] ?? ' ');
    if (!closes) continue;
    const inner = inline(text.slice(at + 1, end), options, open + mark);
    return { node: h(STYLES[mark], {}, inner), end: end + 1 };
  }
  return null;
}

function token(text, at, options) {
  const finder = FINDERS[text[at]];
  if (!finder) return null;
  finder.lastIndex = at;
  const match = finder.exec(text);
  const glued = text[at] !== '<' && text[at] !== '`' && text[at] !== ':' && WORDISH.test(text[at - 1] ?? ' ');
  const node = match && !glued ? MAKERS[text[at]](match, options) : null;
  return node && { node, end: at + match[0].length };
}

// One line (or a piece of it) of mrkdwn.
function inline(text, options, open = '') {
  const out = [];
  let plain = 0;
  for (let at = 0; at < text.length; ) {
    const found = text[at] in STYLES ? styled(text, at, open, options) : token(text, at, options);
    if (!found) {
      at += 1;
      continue;
    }
    out.push(unescape(text.slice(plain, at)), found.node);
    at = found.end;
    plain = at;
  }
  out.push(unescape(text.slice(plain)));
  return out;
}

const ITEM = /^(\s*)((?:[•◦▪▸·✔‣-]|\d{1,3}[.)])\s)(.*)$/su;

function line(text, options) {
  const item = ITEM.exec(text);
  if (!item) return h('div', { class: 'line', dir: 'auto' }, text ? inline(text, options) : h('br'));
  const depth = Math.min(3, Math.floor(item[1].length / 2));
  return h('div', { class: `line item depth-${depth}`, dir: 'auto' },
    h('span', { class: 'item-mark' }, item[2].trimEnd()), h('span', { class: 'item-text' }, inline(item[3], options)));
}

function lines(text, options) {
  const out = [];
  let quote = null;
  for (const row of text.split('\n')) {
    const quoted = /^(?:&gt;|>)\s?(.*)$/s.exec(row);
    if (!quoted) {
      quote = null;
      out.push(line(row, options));
      continue;
    }
    if (!quote) out.push((quote = h('blockquote')));
    quote.append(line(quoted[1], options));
  }
  return out;
}

/** A whole mrkdwn text: fences, quotes, lists and everything inside a line. */
export function mrkdwn(text, options = {}) {
  const box = h('div', { class: 'mrkdwn' });
  const pieces = String(text ?? '').split('```');
  // Without its closing fence a fence is only three characters.
  const tail = pieces.length % 2 === 0 ? `\`\`\`${pieces.pop()}` : '';
  if (tail) pieces.push(pieces.pop() + tail);
  pieces.forEach((piece, index) => {
    if (index % 2) box.append(h('pre', {}, unescape(piece.replace(/^\n|\n$/g, ''))));
    else if (piece.trim() || pieces.length === 1) box.append(...lines(piece.replace(/^\n|\n$/g, ''), options));
  });
  return box;
}

/** One line of mrkdwn, for places that cannot hold paragraphs. */
export function mrkdwnLine(text, options = {}) {
  return h('span', { class: 'mrkdwn', dir: 'auto' }, inline(String(text ?? ''), options));
}

/** A text object of either type. */
export function textObject(object, { line: oneLine = false } = {}) {
  if (!object) return null;
  if (typeof object === 'string') return h('span', { dir: 'auto' }, object);
  if (object.type === 'mrkdwn') {
    return (oneLine ? mrkdwnLine : mrkdwn)(object.text, { verbatim: object.verbatim });
  }
  return h('span', { class: 'plain', dir: 'auto' }, object.emoji === false ? object.text : withEmoji(object.text ?? ''));
}

/** The bare words of a text object. */
export function words(object) {
  return typeof object === 'string' ? object : object?.text ?? '';
}
