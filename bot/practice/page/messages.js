// The list of messages: day dividers, grouping, what was dismissed, and where to scroll.

import { post } from './api.js';
import { dayKey, dayName, today, zone } from './dates.js';
import { h, reconcile } from './dom.js';
import { unescape } from './entities.js';
import { authorName, isFromApp, messageNode } from './message.js';
import { refused } from './notices.js';
import { openThread, threadOf } from './place.js';
import { changed, channel, shownMessages, state } from './state.js';

const GROUP_SECONDS = 300;
const editing = { ts: null };

function dismiss(ts) {
  post('delete', { channel: state.channel, user: state.me, ts }).catch(refused);
}

/** Messages of the main column: no replies, but those shown in the channel too. */
function topLevel(messages) {
  return messages.filter((one) => !one.thread_ts || one.thread_ts === one.ts || one.subtype === 'thread_broadcast');
}

/** A thread: its first message and its replies. */
export function threadMessages(ts) {
  return shownMessages().filter((one) => one.ts === ts || one.thread_ts === ts);
}

function follows(message, before) {
  return before && !message.ephemeral && !before.ephemeral && before.user === message.user && before.bot_id === message.bot_id &&
    isFromApp(before) === isFromApp(message) && message.ts - before.ts < GROUP_SECONDS && !before.reply_count;
}

// Days and messages in one flat list, so that unchanged nodes survive a redraw.
function rowsOf(messages) {
  const rows = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    const newDay = !before || dayKey(before.ts) !== dayKey(message.ts);
    if (newDay) rows.push({ day: dayKey(message.ts), ts: message.ts });
    rows.push({ message, grouped: !newDay && follows(message, before) });
  });
  return rows;
}

function divider(row) {
  return h('div', { class: 'day', role: 'separator' }, h('span', {}, dayName(row.ts)));
}

function editorOf(message) {
  if (editing.ts !== message.ts) return null;
  const box = h('textarea', { class: 'field', rows: 3, 'aria-label': 'Edit message', dir: 'auto', value: unescape(message.text ?? '') });
  const stop = () => { editing.ts = null; changed(); };
  const save = () => post('edit', { channel: state.channel, user: state.me, ts: message.ts, text: box.value }).then(stop, refused);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { event.stopPropagation(); stop(); }
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); save(); }
  });
  queueMicrotask(() => box.focus());
  return h('div', { class: 'editor' }, box, h('div', { class: 'button-pair' },
    h('button', { type: 'button', class: 'btn small', on: { click: stop } }, 'Cancel'), h('button', { type: 'button', class: 'btn small primary', on: { click: save } }, 'Save')));
}

function edit(ts) {
  editing.ts = ts;
  changed();
}

function sign(row) {
  if (row.day) return `${row.day} ${dayName(row.ts)} ${state.me}`;
  const mine = row.message.ts === editing.ts ? 'editing' : '';
  return JSON.stringify([row.message, row.grouped, mine, state.me, zone(), today(), authorName(row.message)]);
}

// What has the focus in a message, so that the same control has it after the message changed.
function focusIn(list) {
  const at = document.activeElement;
  const message = list.contains(at) ? at.closest('.message') : null;
  return message && { ts: message.dataset.ts, block: at.closest('.block')?.dataset.block, action: at.dataset.action };
}

function focusAgain(list, held) {
  if (!held || list.contains(document.activeElement)) return;
  const message = list.querySelector(`.message[data-ts="${CSS.escape(held.ts)}"]`);
  const control = held.action && message?.querySelector(`[data-block="${CSS.escape(held.block ?? '')}"] [data-action="${CSS.escape(held.action)}"]`);
  (control ?? message)?.focus({ preventScroll: true });
}

/** Draws messages into a list node, keeping what did not change. */
export function drawList(list, messages, { inThread = false } = {}) {
  const redraw = () => { for (const node of list.children) node.sign = null; changed(); };
  const held = focusIn(list);
  reconcile(list, rowsOf(messages), {
    key: (row) => (row.day ? `day-${row.day}` : `message-${row.message.ts}-${row.message.ephemeral ? 'e' : ''}`),
    signature: sign,
    render: (row) => (row.day ? divider(row) : messageNode(row.message, { grouped: row.grouped, inThread, dismiss, redraw, edit, editor: editorOf })),
  });
  focusAgain(list, held);
}

const last = { place: null, count: 0 };

function atEnd(box) {
  return box.scrollHeight - box.scrollTop - box.clientHeight < 120;
}

/** Draws the shown conversation, and keeps the newest in sight unless somebody is reading above. */
export function drawMessages(box, list) {
  const messages = topLevel(shownMessages());
  const place = `${state.me} ${state.channel}`;
  const loaded = state.messages.has(state.channel);
  const stick = last.place !== place || last.count === 0 || atEnd(box);
  const mineCame = messages.length > last.count && messages.at(-1)?.user === state.me;
  drawList(list, messages);
  list.classList.toggle('empty', !messages.length);
  if (loaded && (stick || mineCame)) box.scrollTop = box.scrollHeight;
  if (loaded) Object.assign(last, { place, count: messages.length });
  if (loaded && state.target) showTarget();
}

// A link to a message: open its thread if it is a reply, scroll there, and light it up once.
function showTarget() {
  const ts = state.target;
  const thread = threadOf(ts);
  if (thread && state.thread !== thread) return openThread(thread);
  state.target = null;
  requestAnimationFrame(() => {
    const node = [...document.querySelectorAll(`.message[data-ts="${CSS.escape(ts)}"]`)].pop();
    if (!node) return;
    node.scrollIntoView({ block: 'center' });
    node.classList.add('lit');
    node.focus({ preventScroll: true });
    setTimeout(() => node.classList.remove('lit'), 4000);
  });
  return undefined;
}

/** What an empty conversation says. */
export function emptyWords() {
  const place = channel(state.channel);
  return place?.is_im ? 'Nothing has been said here yet.' : `This is the beginning of #${place?.name ?? ''}.`;
}
