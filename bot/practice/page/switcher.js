// Go anywhere by typing: channels, people to write to, the app's Home, people to act as.

import { avatar } from './avatar.js';
import { h } from './dom.js';
import { isUnread } from './memory.js';
import { openPicker } from './picker.js';
import { actAs, goTo } from './place.js';
import { conversationsOf, isOutside, nameOf, people, roleOf, state, titleOf, user } from './state.js';

function placeItem(one) {
  const name = one.is_im || one.is_mpim ? titleOf(one) : `#${one.name}`;
  return { value: one.id, label: name, detail: [isUnread(one, state.me) ? 'unread' : '', one.is_ext_shared ? 'external' : '', one.topic?.value ?? ''].filter(Boolean).join(' · '), go: () => goTo(one.id) };
}

function actItem(one) {
  return { value: one.id, label: `Act as ${nameOf(one.id)}`, detail: roleOf(one), icon: avatar(one), go: () => actAs(one.id) };
}

/** Opens the switcher in the middle of the window. */
export function openSwitcher() {
  const before = document.activeElement;
  const anchor = h('span', { class: 'switcher-anchor' });
  document.body.append(anchor);
  const mine = conversationsOf(state.me).sort((a, b) => isUnread(b, state.me) - isUnread(a, state.me) || titleOf(a).localeCompare(titleOf(b)));
  const app = state.world.apps[0];
  const home = app && !isOutside(user(state.me)) ? [{ value: 'home', label: `${app.name} Home`, detail: '', go: () => goTo('home') }] : [];
  openPicker({ anchor, label: 'Go to', isChosen: () => false,
    groups: [{ label: 'Go to', items: [...mine.map(placeItem), ...home] }, { label: 'Act as', items: people().filter((one) => !one.deleted && one.id !== state.me).map(actItem) }],
    onPick: (item) => item.go(), onClose: () => { anchor.remove(); if (before?.isConnected) before.focus(); } });
}
