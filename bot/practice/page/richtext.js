// rich_text blocks: sections, lists, quotes, preformatted text, and their inline elements.

import { broadcast, channelLink, dateNode, link, mention } from './entities.js';
import { emoji } from './emoji.js';
import { h } from './dom.js';

const WRAPS = { bold: 'strong', italic: 'em', strike: 's', code: 'code', underline: 'u' };

function styledNode(node, style = {}) {
  return Object.keys(WRAPS).filter((name) => style[name]).reduce((inner, name) => h(WRAPS[name], {}, inner), node);
}

function fromUnicode(points) {
  return String.fromCodePoint(...points.split('-').map((point) => parseInt(point, 16)));
}

const INLINE = {
  text: (part) => part.text ?? '',
  link: (part) => link(part.url ?? '', part.text || part.url),
  user: (part) => mention(part.user_id),
  usergroup: (part) => broadcast(`@${part.usergroup_id}`),
  team: (part) => h('span', { class: 'mention' }, `@${part.team_id}`),
  channel: (part) => channelLink(part.channel_id),
  broadcast: (part) => broadcast(part.range ?? 'here'),
  emoji: (part) => emoji(part.name) ?? (part.unicode ? fromUnicode(part.unicode) : `:${part.name}:`),
  date: (part) => dateNode(part.timestamp, part.format ?? '{date}', part.url, part.fallback),
  color: (part) => swatch(part.value),
  tag: (part) => h('span', { class: `tag tag-${part.color ?? part.style ?? 'plain'}` }, part.text?.text ?? part.text ?? part.label ?? ''),
};

function swatch(value) {
  const dot = h('span', { class: 'swatch' });
  dot.style.background = value;
  return h('span', {}, dot, h('code', {}, value));
}

function inlineNode(part) {
  const make = INLINE[part.type];
  if (!make) return h('span', { class: 'unknown-inline' }, `[${part.type}: not drawn here]`);
  return styledNode(make(part), typeof part.style === 'object' ? part.style : {});
}

function inlines(parts = []) {
  return parts.map(inlineNode);
}

function list(part) {
  const ordered = part.style === 'ordered';
  const start = ordered && part.offset ? part.offset + 1 : null;
  return h(ordered ? 'ol' : 'ul', { class: `depth-${Math.min(5, part.indent ?? 0)}`, start },
    (part.elements ?? []).map((item) => h('li', { dir: 'auto' }, inlines(item.elements))));
}

const BLOCKS = {
  rich_text_section: (part) => h('div', { class: 'line', dir: 'auto' }, inlines(part.elements)),
  rich_text_list: list,
  rich_text_quote: (part) => h('blockquote', { dir: 'auto' }, inlines(part.elements)),
  rich_text_preformatted: (part) => h('pre', {}, inlines(part.elements)),
};

/** A whole rich_text block. */
export function richText(block) {
  return h('div', { class: 'mrkdwn rich' }, (block?.elements ?? []).map((part) =>
    BLOCKS[part.type]?.(part) ?? h('div', { class: 'unknown-inline' }, `[${part.type}: not drawn here]`)));
}

/** The bare words of a rich_text block, one line a paragraph. */
export function richWords(block) {
  const flat = (part) => part.text ?? (part.elements ?? []).map(flat).join('');
  return (block?.elements ?? []).map(flat).join('\n');
}
