// One message: who, when, what, and what can be done with it.

import { post } from './api.js';
import { avatar } from './avatar.js';
import { blockNodes } from './blocks.js';
import { clock, moment } from './dates.js';
import { h, hidden } from './dom.js';
import { emoji } from './emoji.js';
import { fileNodes } from './files.js';
import { Form } from './form.js';
import { messageMenu } from './messagemenu.js';
import { mrkdwn } from './mrkdwn.js';
import { answered, refused } from './notices.js';
import { openThread } from './place.js';
import { appOf, isOutside, nameOf, state, user } from './state.js';

const forms = new Map(); // what was chosen in a message's selects, by person, channel and ts

function formOf(message) {
  const key = [state.me, state.channel, message.ts].join();
  if (!forms.has(key)) forms.set(key, new Form());
  return forms.get(key);
}

/** True for messages posted by an app. */
export function isFromApp(message) {
  return Boolean(message.bot_id || message.app_id || message.subtype === 'bot_message');
}

/** Who is shown as the author: an ephemeral message's `user` is its reader, not its sender. */
export function authorOf(message) {
  if (!isFromApp(message)) return user(message.user) ?? { id: message.user ?? '?', name: message.user };
  const app = appOf(message);
  const bot = user(app?.bot_user_id);
  return bot ?? { id: message.bot_id ?? 'app', name: message.username ?? app?.name ?? 'App', is_bot: true };
}

/** The name shown for the author. */
export function authorName(message) {
  if (isFromApp(message)) return message.username || appOf(message)?.name || authorOf(message).name || 'App';
  return nameOf(message.user);
}

function contextOf(message, redraw) {
  const where = { channel: message.channel ?? state.channel, messageTs: message.ts, user: state.me };
  const send = (block, element, payload) => post('interact', { ...where, action: { action_id: element.action_id, block_id: block.block_id, ...payload },
    values: formOf(message).valuesOf(message.blocks) });
  return {
    surface: 'message',
    form: formOf(message),
    redraw,
    act: (block, element, payload) => send(block, element, payload).then(answered, refused),
    suggest: (block, element, value) => post('suggest', { ...where, block_id: block.block_id, action_id: element.action_id, value }),
  };
}

function attachment(one, ctx) {
  const bar = h('div', { class: 'attachment' }, one.pretext && mrkdwn(one.pretext), one.title && h('strong', {}, one.title),
    one.blocks ? blockNodes(one.blocks, ctx) : mrkdwn(one.text ?? one.fallback ?? ''));
  if (/^#?[0-9a-f]{6}$/i.test(one.color ?? '')) bar.style.borderColor = `#${one.color.replace('#', '')}`;
  return bar;
}

// A person's rich_text block only repeats what they typed: their text is read as mrkdwn instead, as Slack's composer would.
function contentOf(message, redraw) {
  const ctx = contextOf(message, redraw);
  const blocks = isFromApp(message) && message.blocks?.length ? blockNodes(message.blocks, ctx) : null;
  const text = blocks ?? (message.text ? mrkdwn(message.text) : null);
  return [text, fileNodes(message), (message.attachments ?? []).map((one) => attachment(one, ctx)),
    message.edited && h('span', { class: 'edited', title: moment(message.edited.ts) }, '(edited)')];
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h('div', { class: 'reactions' }, message.reactions.map((one) => h('span', { class: 'reaction', title: `${one.users.map(nameOf).join(', ')} with :${one.name}:` },
    `${emoji(one.name) ?? `:${one.name}:`} ${one.count ?? one.users.length}`)));
}

function replies(message, inThread) {
  if (inThread || !message.reply_count) return null;
  const words = message.reply_count === 1 ? '1 reply' : `${message.reply_count} replies`;
  return h('button', { type: 'button', class: 'replies', on: { click: () => openThread(message.ts) } }, words);
}

function badges(message, author) {
  return [isFromApp(message) && h('span', { class: 'badge' }, 'app'), !isFromApp(message) && isOutside(author) && h('span', { class: 'badge outside' }, 'outside')];
}

function privateLine(message, dismiss) {
  if (!message.ephemeral) return null;
  return h('div', { class: 'only-you' }, h('span', { 'aria-hidden': 'true' }, '◌ '), 'Only visible to you', ' · ',
    h('button', { type: 'button', class: 'plain-link', on: { click: () => dismiss(message.ts) } }, 'Dismiss'));
}

function tools(message, context) {
  return h('div', { class: 'tools' },
    !message.ephemeral && !context.inThread && h('button', { type: 'button', class: 'tool', 'aria-label': 'Reply in thread', title: 'Reply in thread', on: { click: () => openThread(message.thread_ts ?? message.ts) } }, '💬'),
    h('button', { type: 'button', class: 'tool', 'aria-label': 'More actions', title: 'More actions', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
      on: { click: (event) => messageMenu(event.currentTarget, message, context) } }, '⋯'));
}

/** A message's node. `context` is {grouped, inThread, dismiss, redraw, edit}. */
export function messageNode(message, context) {
  const author = authorOf(message);
  const time = h('time', { class: 'time', title: moment(message.ts), datetime: new Date(message.ts * 1000).toISOString() }, clock(message.ts));
  const head = context.grouped
    ? hidden(`${authorName(message)}, ${clock(message.ts)}`)
    : h('div', { class: 'message-head' }, h('span', { class: 'author', dir: 'auto' }, authorName(message)), badges(message, author), time);
  const side = context.grouped ? h('div', { class: 'side' }, time) : h('div', { class: 'side' }, avatar(author, 'big'));
  return h('article', { class: `message${context.grouped ? ' grouped' : ''}${message.ephemeral ? ' ephemeral' : ''}`, tabindex: '-1', data: { ts: message.ts } },
    side, h('div', { class: 'message-body' }, privateLine(message, context.dismiss), head,
      h('div', { class: 'content' }, context.editor?.(message) ?? contentOf(message, context.redraw)), reactions(message), replies(message, context.inThread)),
    tools(message, context));
}
