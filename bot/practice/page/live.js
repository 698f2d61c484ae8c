// Keeps what is shown in step with the server: reads it again whenever a hint says it may differ.

import { get, listen } from './api.js';
import { clockMoved } from './clockbar.js';
import { announce } from './dom.js';
import { forgetReading, markFirstVisit, markRead } from './memory.js';
import { changed, nameOf, state, titleOf, channel } from './state.js';

/** Reads people, channels and apps. */
export async function readWorld() {
  state.world = await get('state');
  state.clockAhead = state.world.now ? Date.parse(state.world.now) - Date.now() : 0;
  state.movingTo = state.world.moving_to ?? null;
  markFirstVisit();
}

/** Reads the shown conversation as the person acting sees it. */
export async function readMessages() {
  const { channel: place, me } = state;
  if (!place || place === 'home') return;
  const { messages } = await get(`messages/${encodeURIComponent(place)}?as=${encodeURIComponent(me)}`);
  // Another person or place may have been chosen while this was on its way.
  if (state.channel !== place || state.me !== me) return;
  tellNew(state.messages.get(place), messages);
  state.messages = new Map([[place, messages]]);
  readMark();
}

function tellNew(before, after) {
  if (!before) return;
  const known = new Set(before.map((one) => one.ts));
  const fresh = after.filter((one) => !known.has(one.ts) && one.user !== state.me);
  if (fresh.length) announce(fresh.map((one) => `${nameOf(one.user ?? '')} in ${titleOf(channel(state.channel))}: ${one.text ?? ''}`).join('. ').slice(0, 500));
}

/** Marks the shown conversation read, when somebody is looking. */
export function readMark() {
  const latest = channel(state.channel)?.latest;
  if (latest && document.visibilityState === 'visible') markRead(state.me, state.channel, latest);
}

/** Reads open modals and homes. */
export async function readViews() {
  const { views, homes } = await get('views');
  Object.assign(state, { views, homes });
}

/** Reads everything shown. */
export async function readAll() {
  await readWorld();
  await Promise.all([readMessages(), readViews()]);
  changed();
}

const due = new Set();
let running = null;

const READERS = { world: readWorld, messages: readMessages, views: readViews };

// One read at a time: hints that come meanwhile are answered by the next one.
function refresh(...what) {
  what.forEach((one) => due.add(one));
  running ??= (async () => {
    while (due.size) {
      const now = [...due];
      due.clear();
      await Promise.all(now.map((one) => READERS[one]())).catch(() => { state.online = false; });
      readMark();
      changed();
    }
    running = null;
  })();
  return running;
}

const HINTS = {
  message: (hint) => refresh('world', ...(hint.channel === state.channel || !hint.channel ? ['messages'] : [])),
  view: () => refresh('views'),
  home: () => refresh('views'),
  channels: () => refresh('world', 'messages'),
  apps: () => refresh('world'),
  clock: (hint) => clockMoved(hint) && refresh('world', 'messages'),
  failure: () => refresh('world', 'messages', 'views'),
  reset: () => {
    forgetReading();
    state.messages = new Map();
    state.thread = null;
    return refresh('world', 'messages', 'views');
  },
};

/** Reads again what a hint is about. */
export function onHint(hint) {
  return HINTS[hint.type]?.(hint);
}

/** Follows the server's stream for as long as the page is open. */
export function follow() {
  listen({
    onHint,
    onOpen: () => {
      state.online = true;
      refresh('world', 'messages', 'views');
    },
    onLost: () => {
      state.online = false;
      changed();
    },
  });
}

/** Reads again after this page itself did something, without waiting for the hint. */
export const refreshNow = () => refresh('world', 'messages', 'views');
