// Pictures of people made of their initials; the colour follows the id, so it never changes.

import { h } from './dom.js';
import { nameOf } from './state.js';

function hue(id) {
  let sum = 0;
  for (const letter of String(id)) sum = (sum * 31 + letter.charCodeAt(0)) % 8;
  return sum;
}

function initials(name) {
  const parts = name.trim().split(/\s+/);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : [name];
  return letters.map((part) => Array.from(part)[0] ?? '?').join('').toUpperCase();
}

/** A person's or app's picture; decoration only, the name always stands beside it. */
export function avatar(one, size = 'little') {
  const name = one?.id ? nameOf(one.id) : one?.name ?? '?';
  const shape = one?.is_bot ? ' app' : '';
  return h('span', { class: `avatar ${size}${shape} hue-${hue(one?.id ?? name)}`, 'aria-hidden': 'true' }, initials(name));
}
