// What stands over the messages: the conversation's name, topic, people, and who else reads it.

import { avatar } from './avatar.js';
import { h, replace } from './dom.js';
import { tell } from './dialogs.js';
import { channel, isOutside, nameOf, roleOf, state, titleOf, user } from './state.js';

function memberList(place) {
  const everyone = place.members.map(user).filter(Boolean).sort((a, b) => isOutside(a) - isOutside(b) || nameOf(a.id).localeCompare(nameOf(b.id)));
  tell(`People in ${place.is_im ? 'this conversation' : `#${place.name}`}`, h('ul', { class: 'members' }, everyone.map((one) =>
    h('li', {}, avatar(one), h('span', {}, h('strong', { dir: 'auto' }, nameOf(one.id)), h('small', {}, one.is_bot ? 'app' : roleOf(one)))))));
}

function people(place) {
  const count = (place.members ?? []).filter((id) => !user(id)?.is_bot).length;
  return h('button', { type: 'button', class: 'btn small members-button', on: { click: () => memberList(place) } }, `${count} ${count === 1 ? 'person' : 'people'}`);
}

function title(place) {
  if (state.channel === 'home') return `${state.world.apps[0]?.name ?? 'App'} Home`;
  return place.is_im || place.is_mpim ? titleOf(place) : `${place.is_private ? '◆ ' : '#'}${place.name}`;
}

function topic(place) {
  const other = place?.is_im && user(place.members.find((id) => id !== state.me));
  const words = place?.topic?.value || (other && (other.is_bot ? 'App' : roleOf(other)));
  return words ? h('p', { class: 'topic', dir: 'auto', title: words }, words) : null;
}

let drawn = '';

/** Draws the header. */
export function drawHeader(box) {
  const place = channel(state.channel);
  const sign = JSON.stringify([state.me, state.channel, place?.name, place?.members, place?.topic?.value, place?.is_ext_shared]);
  if (sign === drawn) return;
  drawn = sign;
  document.title = `${title(place)} · ${state.world.workspace.name} (practice)`;
  replace(box,
    h('button', { type: 'button', class: 'tool rail-button', 'aria-label': 'Channels and people', on: { click: () => document.body.classList.toggle('rail-open') } }, '☰'),
    h('div', { class: 'title-words' }, h('h1', { dir: 'auto' }, title(place), place?.is_ext_shared && h('span', { class: 'badge outside' }, 'external: people outside read this')), topic(place)),
    place && people(place));
}
