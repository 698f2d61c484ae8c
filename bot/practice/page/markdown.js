// The `markdown` block: the common Markdown a bot sends (headings, lists, quotes, fences, tables,
// rules, bold, italic, strike, code, links). Raw HTML stays text.

import { broadcast, link, mention, channelLink } from './entities.js';
import { withEmoji } from './emoji.js';
import { h } from './dom.js';

const INLINE = [
  [/^`([^`]+)`/, (m) => h('code', {}, m[1])],
  [/^\*\*(\S(?:.*?\S)?)\*\*/, (m) => h('strong', {}, inline(m[1]))],
  [/^__(\S(?:.*?\S)?)__/, (m) => h('strong', {}, inline(m[1]))],
  [/^~~(\S(?:.*?\S)?)~~/, (m) => h('s', {}, inline(m[1]))],
  [/^\*(\S(?:.*?\S)?)\*/, (m) => h('em', {}, inline(m[1]))],
  [/^_(\S(?:.*?\S)?)_(?!\w)/, (m) => h('em', {}, inline(m[1]))],
  [/^!?\[([^\]]*)\]\((\S+?)\)/, (m) => link(m[2], m[1] || m[2])],
  [/^<@([UW]\w+)(?:\|[^>]*)?>/, (m) => mention(m[1])],
  [/^<#([CG]\w+)(?:\|([^>]*))?>/, (m) => channelLink(m[1], m[2])],
  [/^<!(here|channel|everyone)>/, (m) => broadcast(m[1])],
  [/^<?(https?:\/\/[^\s<>)]+)>?/, (m) => link(m[1])],
];

function inline(text) {
  const out = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const hit = '`*_~[!<h'.includes(text[at]) ? firstMatch(text.slice(at)) : null;
    if (hit) {
      out.push(withEmoji(plain), hit.node);
      plain = '';
      at += hit.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  return [...out, withEmoji(plain)];
}

function firstMatch(rest) {
  for (const [pattern, make] of INLINE) {
    const match = pattern.exec(rest);
    if (match) return { node: make(match), length: match[0].length };
  }
  return null;
}

function takeWhile(rows, at, test) {
  let end = at;
  while (end < rows.length && test(rows[end])) end += 1;
  return [rows.slice(at, end), end];
}

function fence(rows, at) {
  const [body, end] = takeWhile(rows, at + 1, (row) => !row.startsWith('```'));
  return [h('pre', {}, body.join('\n')), end + 1];
}

function heading(rows, at) {
  const [, marks, text] = /^(#{1,6})\s+(.*)$/.exec(rows[at]);
  return [h('p', { class: `md-h md-h${marks.length}`, role: 'heading', 'aria-level': marks.length + 2 }, inline(text)), at + 1];
}

function quote(rows, at) {
  const [body, end] = takeWhile(rows, at, (row) => row.startsWith('>'));
  return [h('blockquote', {}, body.map((row) => h('div', { class: 'line' }, inline(row.replace(/^>\s?/, ''))))), end];
}

const BULLET = /^\s*[-*+]\s+/;
const NUMBER = /^\s*\d+[.)]\s+/;

function list(pattern, tag) {
  return (rows, at) => {
    const [body, end] = takeWhile(rows, at, (row) => pattern.test(row));
    return [h(tag, {}, body.map((row) => h('li', { dir: 'auto' }, inline(row.replace(pattern, ''))))), end];
  };
}

const cells = (row) => row.trim().replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());

function table(rows, at) {
  const [body, end] = takeWhile(rows, at, (row) => row.includes('|'));
  const [head, , ...rest] = body;
  const line = (tag) => (row) => h('tr', {}, cells(row).map((cell) => h(tag, {}, inline(cell))));
  return [h('div', { class: 'table-wrap' }, h('table', {}, h('thead', {}, line('th')(head)), h('tbody', {}, rest.map(line('td'))))), end];
}

const isTable = (rows, at) => rows[at].includes('|') && /^[\s|:-]+$/.test(rows[at + 1] ?? '') && rows[at + 1].includes('-');

const BLOCKS = [
  [(row) => row.startsWith('```'), fence],
  [(row) => /^#{1,6}\s+/.test(row), heading],
  [(row) => /^\s*(-{3,}|\*{3,})\s*$/.test(row), (rows, at) => [h('hr'), at + 1]],
  [(row) => row.startsWith('>'), quote],
  [(row) => BULLET.test(row), list(BULLET, 'ul')],
  [(row) => NUMBER.test(row), list(NUMBER, 'ol')],
];

function next(rows, at) {
  if (isTable(rows, at)) return table(rows, at);
  const block = BLOCKS.find(([test]) => test(rows[at]));
  return block ? block[1](rows, at) : [h('div', { class: 'line', dir: 'auto' }, inline(rows[at])), at + 1];
}

/** A Markdown text as nodes. */
export function markdown(text) {
  const rows = String(text ?? '').split('\n');
  const box = h('div', { class: 'mrkdwn rich' });
  for (let at = 0; at < rows.length; ) {
    const [node, end] = rows[at].trim() ? next(rows, at) : [h('div', { class: 'gap' }), at + 1];
    box.append(node);
    at = end;
  }
  return box;
}
