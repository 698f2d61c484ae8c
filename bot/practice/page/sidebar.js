// The rail: who is acting, their channels and messages, what is unread, and the small menu.

import { avatar } from './avatar.js';
import { timeThere } from './dates.js';
import { h, hidden, replace } from './dom.js';
import { isUnread, waitingFor } from './memory.js';
import { openPicker } from './picker.js';
import { actAs, goTo } from './place.js';
import { openWorkspaceMenu } from './workspacemenu.js';
import { conversationsOf, isIn, isOutside, nameOf, people, roleOf, state, titleOf, user } from './state.js';

function waitingBadge(count) {
  return count ? h('span', { class: 'count', title: `${count} unread` }, String(count), hidden(' unread')) : null;
}

function personItem(one) {
  const notes = one.deleted ? 'deactivated' : `${roleOf(one)}${one.tz ? `, ${timeThere(one)}` : ''}`;
  return { value: one.id, label: nameOf(one.id), detail: notes, icon: avatar(one), mark: waitingBadge(waitingFor(one.id)), disabled: one.deleted, keywords: one.real_name };
}

/** Opens the list of people one can act as. */
export function openActing(anchor) {
  const ours = people().filter((one) => !isOutside(one));
  const outside = people().filter(isOutside);
  openPicker({ anchor, label: 'Act as', isChosen: (item) => item.value === state.me, onPick: (item) => actAs(item.value),
    groups: [{ label: state.world.workspace.name, items: ours.map(personItem) }, { label: 'Outside organisations', items: outside.map(personItem) }].filter((group) => group.items.length) });
}

function acting() {
  const me = user(state.me);
  const others = people().filter((one) => one.id !== state.me && waitingFor(one.id)).length;
  return h('button', { type: 'button', class: 'acting', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', on: { click: (event) => openActing(event.currentTarget) } },
    avatar(me, 'big'), h('span', { class: 'acting-words' }, h('span', { class: 'acting-label' }, 'Acting as'), h('strong', { dir: 'auto' }, nameOf(state.me)),
      h('span', { class: 'acting-role' }, roleOf(me))), h('span', { class: 'caret', 'aria-hidden': 'true' }, '▾'),
    others ? h('span', { class: 'others', title: `${others} other people have unread messages` }, hidden(`${others} other people have unread messages`)) : null);
}

function symbol(one) {
  if (one.is_im) return avatar(user((one.members ?? []).find((id) => id !== state.me)) ?? user(one.user));
  return h('span', { class: 'hash', 'aria-hidden': 'true' }, one.is_private ? '◆' : '#');
}

function row(one) {
  const unread = isUnread(one, state.me);
  const here = one.id === state.channel;
  const member = isIn(one, state.me);
  return h('li', {}, h('a', { href: `#/${state.me}/${one.id}`, class: `row${unread && member ? ' unread' : ''}${member ? '' : ' apart'}`, 'aria-current': here ? 'page' : null, data: { channel: one.id },
    on: { click: () => document.body.classList.remove('rail-open') } },
  symbol(one), h('span', { class: 'row-name', dir: 'auto' }, titleOf(one)), one.is_private && !one.is_im && hidden(' (private)'),
  one.is_ext_shared && h('span', { class: 'badge outside' }, 'external'), unread && member && [h('span', { class: 'dot', 'aria-hidden': 'true' }), hidden(' unread')]));
}

function group(title, list) {
  if (!list.length) return null;
  const id = `rail-${title.replaceAll(' ', '-').toLowerCase()}`;
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, title), h('ul', {}, list.map(row)));
}

const byName = (a, b) => titleOf(a).localeCompare(titleOf(b));

function homeRow() {
  const app = state.world.apps[0];
  if (!app || isOutside(user(state.me))) return null;
  return h('ul', {}, h('li', {}, h('a', { href: `#/${state.me}/home`, class: 'row', 'aria-current': state.channel === 'home' ? 'page' : null, data: { channel: 'home' },
    on: { click: () => document.body.classList.remove('rail-open') } },
  h('span', { class: 'hash', 'aria-hidden': 'true' }, '⌂'), h('span', { class: 'row-name' }, `${app.name} Home`))));
}

/** The rail's conversations in the order they are drawn. */
export function railOrder() {
  const mine = conversationsOf(state.me);
  const rooms = mine.filter((one) => !one.is_im && !one.is_mpim).sort(byName);
  return { rooms, direct: mine.filter((one) => one.is_im || one.is_mpim).sort(byName) };
}

/** Steps to the next conversation up or down the rail. */
export function step(by) {
  const { rooms, direct } = railOrder();
  const all = [...rooms, ...direct].map((one) => one.id);
  const at = all.indexOf(state.channel);
  goTo(all[(at + by + all.length) % all.length]);
}

function signature() {
  return JSON.stringify([state.me, state.channel, state.world.users.length, state.world.apps.map((app) => [app.name, app.connected]),
    state.world.channels.map((one) => [one.id, one.name, one.members, one.is_ext_shared, isUnread(one, state.me)]), people().map((one) => waitingFor(one.id))]);
}

let drawn = '';

/** Draws the rail, only when something in it changed, and keeps the focus where it was. */
export function drawSidebar(box) {
  const sign = signature();
  if (sign === drawn) return;
  drawn = sign;
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.channel ?? document.activeElement.className : null;
  const { rooms, direct } = railOrder();
  const others = state.world.channels.filter((one) => !one.is_im && !one.is_private && !one.is_mpim && !isIn(one, state.me)).sort(byName);
  const visitor = isOutside(user(state.me));
  replace(box,
    h('div', { class: 'rail-head' }, h('strong', { class: 'workspace' }, state.world.workspace.name),
      h('button', { type: 'button', class: 'tool', 'aria-label': 'Workspace menu', 'aria-haspopup': 'menu', 'aria-expanded': 'false', on: { click: (event) => openWorkspaceMenu(event.currentTarget) } }, '⋯')),
    acting(),
    h('nav', { 'aria-label': 'Channels and messages' }, homeRow(), group('Channels', rooms), group('Direct messages', direct),
      visitor ? null : group('Not a member of', others)),
    h('p', { class: 'rail-foot' }, h('kbd', {}, '?'), ' keys · ', h('kbd', {}, 'Ctrl K'), ' go to'));
  if (focused) (box.querySelector(`[data-channel="${CSS.escape(focused)}"]`) ?? box.querySelector('.acting'))?.focus();
}
