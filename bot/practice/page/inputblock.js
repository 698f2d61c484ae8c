// An input block: label, element, hint, and what is wrong with the answer.

import { h, uid } from './dom.js';
import { elementNode } from './elements.js';
import { textObject } from './mrkdwn.js';

const GROUPS = new Set(['checkboxes', 'radio_buttons']);

/** The label with its control tied to it, so that clicking and screen readers agree. */
export function inputBlock(block, ctx) {
  const error = ctx.errors?.[block.block_id];
  const ids = { label: uid('label'), hint: uid('hint'), error: uid('error') };
  const control = elementNode(block.element, block, ctx);
  const field = control.matches('input, textarea, button, .choices') ? control : control.querySelector('input, textarea, button') ?? control;
  if (GROUPS.has(block.element.type)) field.setAttribute('aria-labelledby', ids.label);
  else field.id = uid('field');
  const describedby = [block.hint && ids.hint, error && ids.error].filter(Boolean).join(' ');
  if (describedby) field.setAttribute('aria-describedby', describedby);
  if (error) field.setAttribute('aria-invalid', 'true');
  if (!block.optional && field.matches('input, textarea')) field.setAttribute('aria-required', 'true');
  // A select's button is named by the label and by what it shows.
  if (field.tagName === 'BUTTON') field.setAttribute('aria-labelledby', `${ids.label} ${field.id}`);
  const label = h(GROUPS.has(block.element.type) ? 'div' : 'label', { class: 'label', id: ids.label, for: field.id || null },
    textObject(block.label), block.optional && h('span', { class: 'optional' }, ' (optional)'));
  return h('div', { class: `input-block${error ? ' wrong' : ''}` }, label, control,
    block.hint && h('div', { class: 'hint', id: ids.hint }, textObject(block.hint)),
    error && h('div', { class: 'error', id: ids.error }, `⚠ ${error}`));
}
