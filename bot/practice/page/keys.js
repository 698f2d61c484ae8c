// Keys that work anywhere on the page.

import { showKeys } from './keyshelp.js';
import { pickerOpen } from './picker.js';
import { openThread } from './place.js';
import { step } from './sidebar.js';
import { state } from './state.js';
import { openSwitcher } from './switcher.js';

function typing(event) {
  return event.target.closest?.('input, textarea, select, [contenteditable]');
}

function escape() {
  if (document.body.classList.contains('rail-open')) document.body.classList.remove('rail-open');
  else if (state.thread) openThread(null);
}

/** Listens for the page's keys; `write` moves to the message box. */
export function listenForKeys(write) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    const control = event.ctrlKey || event.metaKey;
    const run = control && event.key.toLowerCase() === 'k' ? openSwitcher
      : event.altKey && event.key === 'ArrowUp' ? () => step(-1)
      : event.altKey && event.key === 'ArrowDown' ? () => step(1)
      : event.key === 'Escape' && !pickerOpen() ? escape
      : control || event.altKey || typing(event) ? null
      : { g: openSwitcher, '?': showKeys, '/': () => write('/') }[event.key];
    if (!run) return;
    if (event.key !== 'Escape') event.preventDefault();
    run();
  });
}
