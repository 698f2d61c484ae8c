// The small menu beside the workspace's name: start over, the raw log, keys, apps' global shortcuts.

import { post } from './api.js';
import { ask, openMenu } from './dialogs.js';
import { openFaultMenu } from './faultmenu.js';
import { showKeys } from './keyshelp.js';
import { answered, notice, refused } from './notices.js';
import { remember } from './memory.js';
import { changed, state } from './state.js';

async function reset() {
  const yes = await ask({ title: 'Reset the practice workspace?', yes: 'Reset', danger: true,
    body: 'Every message, modal and Home goes back to the sample world. What the app keeps in its own database stays.' });
  if (!yes) return;
  await post('reset').then(() => notice('The workspace is as it was at the start.'), refused);
}

function globals() {
  return (state.world.apps ?? []).flatMap((app) => (app.shortcuts ?? []).filter((one) => one.type === 'global' || one.type === 'shortcut').map((one) => ({
    label: one.name, detail: app.name, run: () => post('shortcut', { user: state.me, callbackId: one.callback_id }).then(answered, refused),
  })));
}

/** Opens the menu. */
export function openWorkspaceMenu(anchor) {
  openMenu(anchor, [
    ...globals(),
    { label: 'Keys', run: showKeys },
    { label: 'Show the first hints again', run: () => { remember('', 'welcomed'); changed(); } },
    { label: 'Faults…', detail: 'let something go wrong on purpose', run: () => openFaultMenu(anchor) },
    { label: 'Raw log', detail: 'what the app and the workspace said to each other', run: () => window.open('/_control/log', '_blank', 'noopener') },
    { label: 'Reset…', danger: true, run: reset },
  ], 'Workspace menu');
}
