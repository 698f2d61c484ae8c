// The boxed blocks: alert, card, carousel, container, video, file, plan and its tasks.

import { h } from './dom.js';
import { elementNode } from './elements.js';
import { link } from './entities.js';
import { textObject } from './mrkdwn.js';
import { picture } from './pictures.js';
import { richText } from './richtext.js';

const LEVELS = { default: 'Note', info: 'Note', warning: 'Warning', error: 'Problem', success: 'Done' };

function alert(block) {
  const level = block.level in LEVELS ? block.level : 'default';
  return h('div', { class: `alert alert-${level}`, role: 'note' }, h('strong', {}, `${LEVELS[level]}: `), textObject(block.text, { line: true }));
}

function card(block, ctx) {
  const title = h('div', { class: 'card-title' }, block.icon && picture(block.icon, 'tiny'), textObject(block.title, { line: true }));
  return h('article', { class: 'card' }, block.hero_image && picture(block.hero_image, 'hero'), title,
    block.subtitle && h('div', { class: 'card-sub' }, textObject(block.subtitle, { line: true })), textObject(block.body),
    block.actions?.length && h('div', { class: 'actions' }, block.actions.map((element) => elementNode(element, block, ctx))));
}

function carousel(block, ctx) {
  return h('div', { class: 'carousel', role: 'region', 'aria-label': 'Cards, scroll sideways', tabindex: '0' },
    (block.elements ?? []).map((one) => card({ ...one, block_id: one.block_id ?? block.block_id }, ctx)));
}

function container(block, ctx) {
  const title = [block.icon && picture(block.icon, 'tiny'), block.rich_text_title ? richText(block.rich_text_title) : textObject(block.title),
    block.subtitle && h('small', {}, textObject(block.subtitle, { line: true }))];
  const inside = ctx.blockNodes(block.child_blocks);
  if (!block.is_collapsible) return h('div', { class: 'card' }, h('div', { class: 'card-title' }, title), inside);
  return h('details', { class: 'card', open: !block.default_collapsed }, h('summary', { class: 'card-title' }, title), inside);
}

function video(block) {
  const from = [block.author_name, block.provider_name].filter(Boolean).join(' · ');
  return h('article', { class: 'card' }, picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, 'hero'),
    h('div', { class: 'card-title' }, link(block.title_url ?? block.video_url ?? '', textObject(block.title))),
    from && h('div', { class: 'card-sub' }, from), textObject(block.description),
    h('p', { class: 'small' }, link(block.video_url ?? '', 'Watch the video (opens in a new tab)')));
}

function file(block) {
  return h('div', { class: 'file' }, h('span', { 'aria-hidden': 'true' }, '📄 '), `File from ${block.source ?? 'elsewhere'}: ${block.external_id ?? ''}`);
}

const STATUS = { pending: '○ to do', in_progress: '◐ under way', complete: '● done', error: '✕ failed' };

function task(block) {
  return h('div', { class: 'task' }, h('strong', {}, block.title), h('span', { class: 'small' }, ` ${STATUS[block.status] ?? block.status ?? ''}`),
    block.details && richText(block.details), block.output && richText(block.output));
}

function plan(block) {
  return h('div', { class: 'card' }, h('div', { class: 'card-title' }, block.title?.text ?? block.title), (block.tasks ?? []).map(task));
}

export const cards = { alert, card, carousel, container, video, file, task_card: task, plan };
