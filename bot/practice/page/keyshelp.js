// The keys of this page, as shown by "?".

import { tell } from './dialogs.js';
import { h } from './dom.js';

const KEYS = [
  ['Ctrl K  or  g', 'Go to a channel, a person or the app’s home'],
  ['/', 'Write: jumps to the message box'],
  ['Enter', 'Send; Shift Enter makes a new line'],
  ['Shift Tab from the box', 'Attach a file; files can be dropped on the page too'],
  ['↑ in an empty box', 'Bring back what you sent last'],
  ['Tab or Enter in a list', 'Take the marked suggestion'],
  ['Alt ↑   Alt ↓', 'Next channel up or down'],
  ['Esc', 'Close the modal, the list or the thread'],
  ['Ctrl Enter', 'Send a modal from a large text box'],
  ['?', 'This list'],
];

/** Shows the keys. */
export function showKeys() {
  tell('Keys', h('dl', { class: 'keys' }, KEYS.map(([keys, what]) => h('div', {}, h('dt', {}, keys), h('dd', {}, what)))));
}
