// Where one is: #/PERSON/CONVERSATION[/MESSAGE]. The address keeps it, so Back and links work.

import { closePicker } from './picker.js';
import { closeMenu } from './dialogs.js';
import { changed, channel, conversationsOf, people, shownMessages, state, user } from './state.js';
import { recall, remember } from './memory.js';

function parse() {
  return location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
}

function firstPerson() {
  const last = recall('last', 'user');
  const first = state.world.users.find((one) => people().includes(one) && !one.deleted);
  return user(last) && !user(last).is_bot ? last : first?.id;
}

function firstPlace(me) {
  const last = recall('last', 'place', me);
  if (last === 'home' || (channel(last) && conversationsOf(me).includes(channel(last)))) return last;
  const mine = conversationsOf(me);
  return (mine.find((one) => one.name?.startsWith('acct-')) ?? mine[0])?.id ?? 'home';
}

/** Reads the address; what it leaves out is filled with where this person was last. */
export function readPlace() {
  const [who, where, ts] = parse();
  const me = user(who) && !user(who).is_bot ? who : firstPerson();
  const place = where === 'home' || channel(where) ? where : firstPlace(me);
  if (place !== state.channel || me !== state.me) state.thread = null;
  Object.assign(state, { me, channel: place, target: ts ?? null });
  remember(me, 'last', 'user');
  remember(place, 'last', 'place', me);
  if (me !== who || place !== where) history.replaceState(null, '', hashOf(me, place, ts));
}

function hashOf(me, place, ts) {
  return `#/${[me, place, ts].filter(Boolean).map(encodeURIComponent).join('/')}`;
}

/** Goes to a conversation (or 'home') of the person acting. */
export function goTo(place, ts = null) {
  closePicker();
  closeMenu();
  document.body.classList.remove('rail-open');
  const next = hashOf(state.me, place, ts);
  if (location.hash === next) changed();
  else location.hash = next;
}

/** Acts as another person, staying in this conversation when they are in it too. */
export function actAs(id) {
  const stays = state.channel === 'home' || conversationsOf(id).some((one) => one.id === state.channel);
  location.hash = hashOf(id, stays ? state.channel : firstPlace(id));
}

/** Opens a thread at the right, or closes it with null. */
export function openThread(ts) {
  state.thread = ts;
  changed();
}

/** The thread a message belongs to, when it is a reply. */
export function threadOf(ts) {
  const message = shownMessages().find((one) => one.ts === ts);
  return message?.thread_ts && message.thread_ts !== ts ? message.thread_ts : null;
}

/** The address of a message, for the clipboard. */
export function messageAddress(ts) {
  return `${location.origin}${location.pathname}${hashOf(state.me, state.channel, ts)}`;
}
