// A short card for the first visit: what to try, with one click to have it in the box.

import { h, replace } from './dom.js';
import { recall, remember } from './memory.js';
import { changed, channel, isOutside, state, user } from './state.js';

const TRY = [
  ['/review start', 'opens this customer’s review: a live board for everybody in the channel'],
  ['/action @omar fixes the export by friday', 'one person, one thing, one day, in one line'],
];

function commandExists(text) {
  const name = text.split(' ')[0];
  return state.world.apps.some((app) => app.commands?.some((one) => one.command === name));
}

function fits() {
  const place = channel(state.channel);
  return place && !place.is_im && /^acct-/.test(place.name ?? '') && !isOutside(user(state.me)) && recall('welcomed') !== 'yes' && (place.members ?? []).includes(state.me);
}

/** Draws the card, or takes it away. `fill` puts a text in the composer. */
export function drawWelcome(box, fill) {
  const tries = TRY.filter(([text]) => commandExists(text));
  const show = fits() && tries.length > 0;
  if (box.hidden === !show) return;
  box.hidden = !show;
  const bye = () => { remember('yes', 'welcomed'); changed(); };
  replace(box, show && [
    h('div', { class: 'welcome-head' }, h('h2', {}, 'This is a practice workspace'), h('button', { type: 'button', class: 'tool', 'aria-label': 'Dismiss the hints', on: { click: bye } }, '✕')),
    h('p', {}, 'Nothing leaves this machine. Write as anybody (“Acting as”, at the left), and try:'),
    h('ul', {}, tries.map(([text, what]) => h('li', {}, h('button', { type: 'button', class: 'try', on: { click: () => fill(text) } }, h('code', {}, text)), h('span', {}, what)))),
  ]);
}
