// "More actions" of a message: the apps' shortcuts, its link, a thread, and one's own edit and delete.

import { post } from './api.js';
import { ask, openMenu } from './dialogs.js';
import { answered, notice, refused } from './notices.js';
import { messageAddress, openThread } from './place.js';
import { state } from './state.js';

async function copyLink(message) {
  const address = messageAddress(message.ts);
  try {
    await navigator.clipboard.writeText(address);
    notice('Link copied.');
  } catch {
    notice(`Copy it from here: ${address}`);
  }
}

function shortcuts(message) {
  return (state.world?.apps ?? []).flatMap((app) => (app.shortcuts ?? []).filter((one) => one.type !== 'global' && one.type !== 'shortcut').map((one) => ({
    label: one.name,
    detail: app.name,
    run: () => post('shortcut', { user: state.me, callbackId: one.callback_id, channel: state.channel, messageTs: message.ts }).then(answered, refused),
  })));
}

async function remove(message) {
  const yes = await ask({ title: 'Delete this message?', body: 'It is deleted for everybody.', yes: 'Delete', danger: true });
  if (yes) post('delete', { channel: state.channel, user: state.me, ts: message.ts }).catch(refused);
}

function own(message, context) {
  if (message.user !== state.me || message.bot_id || message.ephemeral) return [];
  return [
    { label: 'Edit', run: () => context.edit(message.ts) },
    { label: 'Delete', danger: true, run: () => remove(message) },
  ];
}

/** Opens the menu beside its button. */
export function messageMenu(anchor, message, context) {
  const items = message.ephemeral
    ? [{ label: 'Dismiss', run: () => context.dismiss(message.ts) }]
    : [...shortcuts(message), !context.inThread && { label: 'Reply in thread', run: () => openThread(message.thread_ts ?? message.ts) },
      { label: 'Copy link', run: () => copyLink(message) }, ...own(message, context)];
  openMenu(anchor, items.filter(Boolean), 'More actions');
}
