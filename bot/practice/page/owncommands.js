// The page's own two commands; every other one belongs to an app.

import { showKeys } from './keyshelp.js';
import { actAs } from './place.js';
import { people } from './state.js';

function asPerson(text) {
  const name = text.trim().replace(/^@/, '').toLowerCase();
  const who = people().find((one) => [one.name, one.real_name, one.profile?.display_name].some((each) => each?.toLowerCase() === name));
  if (!who) return `Nobody here is called "${text.trim()}". Pick a person from the list that @ opens.`;
  actAs(who.id);
  return '';
}

/** Runs one; gives what went wrong, or an empty text. */
export function runOwn(command) {
  if (command.command === '/as') return asPerson(command.text);
  showKeys();
  return '';
}
