// What one browser remembers between visits: read marks, dismissed things, who was last acting.
// Everything is keyed by workspace and survives a private window that refuses storage.

import { conversationsOf, state } from './state.js';

const fallback = new Map();

function read(key) {
  try {
    return localStorage.getItem(key) ?? fallback.get(key) ?? null;
  } catch {
    return fallback.get(key) ?? null;
  }
}

function write(key, value) {
  fallback.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is full or forbidden: this visit still remembers.
  }
}

function name(...parts) {
  return ['practice', state.world?.workspace.id ?? '', ...parts].join(':');
}

/** A remembered word, or null. */
export function recall(...key) {
  return read(name(...key));
}

/** Remembers a word under a key: remember(value, 'last', 'user'). */
export function remember(value, ...key) {
  write(name(...key), String(value));
}

/** Everything that was there on the first visit counts as read, so nothing old shouts. */
export function markFirstVisit() {
  if (recall('baseline')) return;
  const newest = state.world.channels.map((one) => one.latest ?? '0').sort((a, b) => a - b).pop();
  remember(newest ?? '0', 'baseline');
}

/** Forgets every read mark, after the workspace was reset. */
export function forgetReading() {
  const prefix = name('read');
  for (const key of [...fallback.keys()]) if (key.startsWith(prefix)) fallback.delete(key);
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
    localStorage.removeItem(name('baseline'));
  } catch {
    // As above.
  }
  fallback.delete(name('baseline'));
}

/** The newest ts this person has read in this conversation. */
export function readUpTo(viewer, channelId) {
  return Number(recall('read', viewer, channelId) ?? recall('baseline') ?? 0);
}

/** Notes that this person has read up to this ts. */
export function markRead(viewer, channelId, ts) {
  if (Number(ts) > readUpTo(viewer, channelId)) remember(ts, 'read', viewer, channelId);
}

/** True when something in the conversation is newer than what this person read. */
export function isUnread(conversation, viewer) {
  return Number(conversation.latest ?? 0) > readUpTo(viewer, conversation.id);
}

/** How many conversations wait for this person. */
export function waitingFor(viewer) {
  return conversationsOf(viewer).filter((one) => isUnread(one, viewer)).length;
}
