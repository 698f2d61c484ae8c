// One block → one node. Whatever is not known is named, with its JSON folded below it.

import { cards } from './cards.js';
import { chartBlock } from './charts.js';
import { h } from './dom.js';
import { elementNode } from './elements.js';
import { markdown } from './markdown.js';
import { textObject, words } from './mrkdwn.js';
import { richText } from './richtext.js';
import { dataTableBlock, tableBlock } from './tables.js';
import { picture } from './pictures.js';
import { inputBlock } from './inputblock.js';

function section(block, ctx) {
  const fields = block.fields?.length ? h('div', { class: 'fields' }, block.fields.map((field) => h('div', {}, textObject(field)))) : null;
  const body = h('div', { class: 'section-body' }, block.text && textObject(block.text), fields);
  if (!block.accessory) return body;
  const side = block.accessory.type === 'image' ? picture(block.accessory, 'thumb') : elementNode(block.accessory, block, ctx);
  return h('div', { class: 'section-with' }, body, h('div', { class: 'accessory' }, side));
}

function context(block) {
  return h('div', { class: 'context' }, (block.elements ?? []).map((part) =>
    part.type === 'image' ? picture(part, 'tiny') : textObject(part, { line: !part.text?.includes('\n') })));
}

function image(block) {
  return h('figure', { class: 'image-block' }, block.title && h('figcaption', {}, textObject(block.title)), picture(block, 'wide'));
}

function unknown(block) {
  return h('details', { class: 'unknown' }, h('summary', {}, `Block of type ${block.type ?? '(none)'}: not drawn here`),
    h('pre', {}, JSON.stringify(block, null, 2)));
}

const elements = (className) => (block, ctx) =>
  h('div', { class: className }, (block.elements ?? []).map((element) => elementNode(element, block, ctx)));

const MAKERS = {
  header: (block) => h('div', { class: 'header-block', role: 'heading', 'aria-level': 3 }, textObject(block.text)),
  section,
  divider: () => h('hr'),
  context,
  actions: elements('actions'),
  context_actions: elements('actions quiet'),
  image,
  input: inputBlock,
  rich_text: richText,
  markdown: (block) => markdown(block.text),
  table: tableBlock,
  data_table: dataTableBlock,
  data_visualization: chartBlock,
  ...cards,
};

/** One block's node. A block that cannot be drawn never takes the message with it. */
export function blockNode(block, ctx) {
  const make = Object.hasOwn(MAKERS, block?.type) ? MAKERS[block.type] : unknown;
  let node;
  try {
    node = make(block, ctx);
  } catch (error) {
    console.warn('A block could not be drawn', block, error);
    node = unknown(block);
  }
  return h('div', { class: `block block-${block.type}`, data: { block: block.block_id ?? '' } }, node);
}

/** A list of blocks. */
export function blockNodes(blocks, ctx) {
  const inner = { ...ctx, blockNodes: (list) => blockNodes(list, ctx) };
  return (blocks ?? []).map((block) => blockNode(block, inner));
}

/** The words a block would be read as, for notices. */
export function headline(message) {
  return message.text || words(message.blocks?.find((block) => block.text)?.text) || 'a message';
}
