// Inputs a person types into: text in one or many lines, numbers, e-mail and web addresses.

import { hold } from './acting.js';
import { h } from './dom.js';
import { words } from './mrkdwn.js';
import { richWords } from './richtext.js';

const TYPES = { email_text_input: 'email', url_text_input: 'url', number_input: 'text', plain_text_input: 'text' };

function heldOf(element, text) {
  if (element.type !== 'rich_text_input') return { value: text === '' ? null : text };
  const part = { type: 'rich_text_section', elements: [{ type: 'text', text }] };
  return { rich_text_value: text ? { type: 'rich_text', elements: [part] } : null };
}

function textOf(element, held) {
  return element.type === 'rich_text_input' ? richWords(held.rich_text_value) : held.value ?? '';
}

function triggers(element) {
  return element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
}

function counter(element) {
  if (!element.max_length || element.max_length > 3000) return null;
  return h('span', { class: 'counter', 'aria-hidden': 'true' });
}

function handlers(element, block, ctx, count) {
  const dispatches = block.type !== 'input' || block.dispatch_action;
  const multiline = element.multiline || element.type === 'rich_text_input';
  const show = (text) => {
    if (count) count.textContent = text.length > element.max_length * 0.8 ? `${element.max_length - text.length} left` : '';
  };
  const act = (node) => hold(ctx, block, element, heldOf(element, node.value), { acts: true });
  return {
    input: (event) => {
      show(event.target.value);
      const each = dispatches && triggers(element).includes('on_character_entered');
      hold(ctx, block, element, heldOf(element, event.target.value), { acts: each });
      ctx.onTyped?.(block);
    },
    keydown: (event) => {
      if (event.key !== 'Enter' || event.isComposing || (multiline && !event.ctrlKey && !event.metaKey)) return;
      event.preventDefault();
      event.stopPropagation();
      if (dispatches && triggers(element).includes('on_enter_pressed') && !event.ctrlKey && !event.metaKey) act(event.target);
      else ctx.submit?.();
    },
  };
}

/** A typed input of any kind. */
export function typedInput(element, block, ctx) {
  if (element.type === 'file_input') return null;
  const multiline = element.multiline || element.type === 'rich_text_input';
  const count = counter(element);
  const props = {
    class: 'field', dir: 'auto', placeholder: words(element.placeholder) || null, maxlength: element.max_length,
    autocomplete: 'off', value: textOf(element, ctx.form.read(block, element)), data: { action: element.action_id ?? '' },
    'aria-label': block.type === 'input' ? null : words(element.placeholder) || 'Text', on: handlers(element, block, ctx, count),
  };
  const field = multiline
    ? h('textarea', { ...props, rows: Math.max(3, element.min_lines ?? 4) })
    : h('input', { ...props, type: TYPES[element.type] ?? 'text', inputmode: element.type === 'number_input' ? 'decimal' : null });
  return count ? h('span', { class: 'counted' }, field, count) : field;
}
