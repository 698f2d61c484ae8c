// What happens when an element is used: its own question first, then the value is kept or sent.

import { ask } from './dialogs.js';
import { textObject, words } from './mrkdwn.js';

/** Asks the element's own question first, if it has one. */
async function confirmed(element) {
  const asked = element.confirm;
  if (!asked) return true;
  return ask({ title: words(asked.title) || 'Are you sure?', body: textObject(asked.text), yes: words(asked.confirm) || 'Yes',
    no: words(asked.deny) || 'Cancel', danger: asked.style === 'danger' });
}

/** Sends an action with the pressed control marked busy. */
export async function press(node, ctx, block, element, payload) {
  if (node.getAttribute('aria-busy') === 'true' || !(await confirmed(element))) return;
  node.setAttribute('aria-busy', 'true');
  try {
    await ctx.act(block, element, payload);
  } finally {
    node.removeAttribute('aria-busy');
  }
}

/** Keeps a value, and sends it where the element acts at once. */
export async function hold(ctx, block, element, held, { acts = block.type !== 'input' || block.dispatch_action } = {}) {
  const before = ctx.form.read(block, element);
  ctx.form.write(block, element, held);
  if (!acts) return;
  if (!(await confirmed(element))) {
    ctx.form.write(block, element, before);
    ctx.redraw?.();
    return;
  }
  await ctx.act(block, element, held);
}
