// Short notices over the page, and the banner that says what is away.

import { announce, h, replace } from './dom.js';
import { state } from './state.js';

/** A notice that stays long enough to be read, or until it is closed. */
export function notice(text, kind = 'plain') {
  const box = document.getElementById('notices');
  const node = h('div', { class: `notice ${kind}` }, h('span', { dir: 'auto' }, text),
    h('button', { type: 'button', 'aria-label': 'Close this notice', on: { click: () => node.remove() } }, '×'));
  box.append(node);
  announce(text);
  setTimeout(() => node.remove(), 6000 + text.length * 40);
}

/** Says that an app did not answer what a person did. */
export function answered(answer) {
  if (answer.acknowledged === false) notice(answer.failure || 'The app did not answer. Try again?', 'bad');
}

/** Says what was refused; for use in catch. */
export function refused(error) {
  notice(error.message, 'bad');
}

/** Draws the banner: the server away, or an app not connected. */
export function drawBanner() {
  const box = document.getElementById('banner');
  const away = (state.world?.apps ?? []).filter((app) => !app.connected).map((app) => app.name);
  let text = '';
  if (!state.online) text = 'The practice server does not answer. Trying again; nothing typed here is lost.';
  else if (away.length) text = `${away.join(', ')} is not connected: messages are kept, commands and buttons will not be answered.`;
  if (box.textContent === text) return;
  box.hidden = !text;
  replace(box, text);
}
