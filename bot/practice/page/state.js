// What the page knows: the world as last read, who is looking, and where.

export const state = {
  world: null, // {workspace, apps, users, channels}
  messages: new Map(), // "channel" → messages as `me` sees them
  views: [], // open stacks: [{user, depth, view}]
  homes: {},
  me: null,
  channel: null, // a conversation's id, or 'home'
  thread: null, // ts of the thread shown at the right
  target: null, // ts to scroll to and highlight once
  online: true,
  clockAhead: 0, // milliseconds the workspace's clock is ahead of this browser's
  movingTo: null, // the moment the workspace's clock is on its way to
};

const listeners = new Set();
let queued = false;

/** Calls back after each change, once per frame at most. */
export function subscribe(listener) {
  listeners.add(listener);
}

/** Tells every part of the page that something it shows may have changed. */
export function changed() {
  if (queued) return;
  queued = true;
  queueMicrotask(() => {
    queued = false;
    for (const listener of listeners) listener();
  });
}

/** A person or bot by id. */
export function user(id) {
  return state.world?.users.find((one) => one.id === id) ?? null;
}

/** A conversation by id. */
export function channel(id) {
  return state.world?.channels.find((one) => one.id === id) ?? null;
}

/** A conversation by its name, without the #. */
export function channelNamed(name) {
  return state.world?.channels.find((one) => one.name === name && !one.is_im) ?? null;
}

/** The name to show for a person. */
export function nameOf(id) {
  const who = user(id);
  if (!who && id === 'USLACKBOT') return 'Slackbot';
  return who ? who.real_name || who.profile?.real_name || who.profile?.display_name || who.name : id;
}

/** The app whose bot user has this id, if any. */
export function appOf(message) {
  const apps = state.world?.apps ?? [];
  return apps.find((app) => app.id === message.app_id || app.bot_user_id === message.user) ?? apps[0] ?? null;
}

/** People one can act as: everybody but bots, deactivated people last. */
export function people() {
  const all = (state.world?.users ?? []).filter((one) => !one.is_bot && one.id !== 'USLACKBOT');
  return all.sort((a, b) => rank(a) - rank(b) || nameOf(a.id).localeCompare(nameOf(b.id)));
}

function rank(one) {
  return (one.deleted ? 2 : 0) + (isOutside(one) ? 1 : 0);
}

/** True for people of other organisations. */
export function isOutside(one) {
  return Boolean(one?.is_stranger || (one?.team_id && one.team_id !== state.world?.workspace.id));
}

/** Title and time zone in words: "Customer success lead · Chicago". */
export function roleOf(one) {
  const place = (one.tz || '').split('/').pop().replaceAll('_', ' ');
  return [one.profile?.title, isOutside(one) ? 'outside organisation' : null, place].filter(Boolean).join(' · ');
}

/** True when this person is in the conversation. */
export function isIn(conversation, userId) {
  return (conversation.members ?? []).includes(userId);
}

/** The name of a conversation as `me` reads it. */
export function titleOf(conversation, viewer = state.me) {
  if (!conversation) return '';
  if (conversation.is_im) {
    const other = (conversation.members ?? []).find((id) => id !== viewer) ?? conversation.user;
    return nameOf(other === viewer ? conversation.user : other);
  }
  if (conversation.is_mpim) {
    return conversation.members.filter((id) => id !== viewer).map(nameOf).join(', ');
  }
  return conversation.name;
}

/** Conversations of this person, in the rail's order. */
export function conversationsOf(viewer) {
  return (state.world?.channels ?? []).filter((one) => isIn(one, viewer) && !one.is_archived);
}

/** The shown conversation's messages, oldest first. */
export function shownMessages() {
  return state.messages.get(state.channel) ?? [];
}

/** Views open for this person, top last. */
export function stackOf(viewer) {
  return state.views.filter((entry) => entry.user === viewer).sort((a, b) => a.depth - b.depth).map((e) => e.view);
}
