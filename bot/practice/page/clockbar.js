// The workspace's clock: what time it is for the person acting, and the buttons that move it forward.

import { post } from './api.js';
import { fromLocal, now, toLocal, today, wholeMoment, zone } from './dates.js';
import { announce, h, replace } from './dom.js';
import { notice, refused } from './notices.js';
import { state } from './state.js';

const MORNING = '09:00';
const SECOND = 1000;
const DAY = 86400;

let parts = null;
let asked = false;
let touched = false;

const here = () => wholeMoment(now());
const place = () => zone().split('/').pop().replaceAll('_', ' ');
const busy = () => asked || Boolean(state.movingTo);

function said(error) {
  // The move goes on at the server, whatever became of the connection that asked for it.
  if (error.code === 'unreachable' && state.movingTo) return;
  if (error.code === 'time_passed') notice(`That time has passed. Here it is ${here()}, and the clock only goes forward.`, 'bad');
  else refused(error);
}

function arrived(answer) {
  touched = false;
  announce(`The clock shows ${wholeMoment(Date.parse(answer.now) / SECOND)}.`);
}

/** Moves the clock; one move at a time. */
async function move(how) {
  if (busy()) return;
  asked = true;
  drawClock();
  await post('clock', how).then(arrived, said);
  asked = false;
  drawClock();
}

function go(event) {
  event.preventDefault();
  const at = fromLocal(`${parts.date.value}T${parts.time.value}`);
  if (at === null) notice('Choose a date and a time for the clock.', 'bad');
  else move({ to: new Date(at * SECOND).toISOString() });
}

function button(words, how) {
  return h('button', { type: 'button', class: 'btn small', on: { click: () => move(how()) } }, words);
}

function build(box) {
  const touch = { on: { input: () => { touched = true; } } };
  const toggle = h('button', { type: 'button', class: 'btn small clock-toggle', 'aria-expanded': 'false', 'aria-controls': 'clock-controls', on: { click: () => {
    const open = box.classList.toggle('open');
    toggle.setAttribute('aria-expanded', String(open));
  } } }, 'Move ▾');
  parts = {
    now: h('strong', { class: 'clock-now', dir: 'auto' }), place: h('span', { class: 'clock-place' }), note: h('span', { class: 'clock-note' }),
    date: h('input', { type: 'date', class: 'field', required: true, ...touch }), time: h('input', { type: 'time', class: 'field', required: true, ...touch }),
  };
  const form = h('form', { class: 'clock-go', novalidate: true, on: { submit: go } }, parts.date, parts.time, h('button', { type: 'submit', class: 'btn small' }, 'Go'));
  const controls = h('div', { class: 'clock-controls', id: 'clock-controls', role: 'group', 'aria-label': 'Move the clock forward' },
    button('+1 hour', () => ({ advance: '1h' })), button('Next working morning', () => ({ to: 'next working morning', user: state.me })),
    button('+2 weeks', () => ({ advance: '2w' })), form);
  replace(box, h('span', { class: 'clock-time' }, h('span', { class: 'clock-symbol', 'aria-hidden': 'true' }, '◷'), parts.now, parts.place), parts.note, toggle, controls);
  setInterval(drawClock, SECOND);
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function noteWords() {
  if (state.movingTo) return `on its way to ${wholeMoment(Date.parse(state.movingTo) / SECOND)}…`;
  if (asked) return 'moving…';
  return state.world.follows ? '' : `${state.world.apps[0]?.name ?? 'The app'} keeps its own time`;
}

// A date or time somebody is choosing stays; otherwise tomorrow is offered.
function fillDay() {
  const tomorrow = toLocal(now() + DAY).slice(0, 10);
  parts.date.min = today();
  if (touched || parts.date === document.activeElement || parts.time === document.activeElement) return;
  if (parts.date.value !== tomorrow) parts.date.value = tomorrow;
  if (!parts.time.value) parts.time.value = MORNING;
}

/** Draws the bar; what has the focus in it keeps it. */
export function drawClock() {
  const box = document.getElementById('clock');
  if (!state.world || !state.me) return;
  if (!parts) build(box);
  box.hidden = false;
  box.classList.toggle('moving', busy());
  write(parts.now, here());
  write(parts.place, place());
  write(parts.note, noteWords());
  for (const each of box.querySelectorAll('.clock-controls button')) each.setAttribute('aria-disabled', String(busy()));
  for (const each of [parts.date, parts.time]) each.readOnly = busy();
  parts.date.setAttribute('aria-label', `Date to go to, in ${place()}`);
  parts.time.setAttribute('aria-label', `Time to go to, in ${place()}`);
  fillDay();
}

/** Takes in how far the clock is; true when a move has ended. */
export function clockMoved(hint) {
  state.clockAhead = Date.parse(hint.now) - Date.now();
  state.movingTo = hint.to ?? null;
  drawClock();
  return !state.movingTo;
}
