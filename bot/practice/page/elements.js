// Interactive elements that are not selects or typed inputs: buttons, menus, choices, dates.
// `ctx` is what a surface lends them: {surface, form, act(block, element, payload), suggest, submit}.

import { hold, press } from './acting.js';
import { fromLocal, toLocal } from './dates.js';
import { openMenu } from './dialogs.js';
import { h, uid } from './dom.js';
import { typedInput } from './inputs.js';
import { textObject, words } from './mrkdwn.js';
import { select } from './selects.js';

function button(element, block, ctx) {
  const style = { primary: 'primary', danger: 'danger' }[element.style] ?? '';
  const props = { class: `btn ${style}`, 'aria-label': element.accessibility_label, data: { action: element.action_id ?? '', block: block.block_id ?? '' } };
  const payload = element.value === undefined ? {} : { value: element.value };
  const click = (event) => press(event.currentTarget, ctx, block, element, payload);
  if (element.url && /^https?:/i.test(element.url)) {
    const outside = h('span', { class: 'sr' }, ' (opens in a new tab)');
    return h('a', { ...props, href: element.url, target: '_blank', rel: 'noopener noreferrer', on: { click } }, textObject(element.text), ' ↗', outside);
  }
  return h('button', { type: 'button', ...props, on: { click } }, textObject(element.text));
}

function overflow(element, block, ctx) {
  const open = (event) => {
    const anchor = event.currentTarget;
    openMenu(anchor, element.options.map((option) => ({
      label: words(option.text),
      detail: words(option.description),
      run: () => {
        if (option.url && /^https?:/i.test(option.url)) window.open(option.url, '_blank', 'noopener');
        press(anchor, ctx, block, element, { selected_option: option });
      },
    })), 'More choices');
  };
  return h('button', { type: 'button', class: 'btn overflow', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': 'More choices',
    data: { action: element.action_id ?? '' }, on: { click: open } }, '⋯');
}

function choices(element, block, ctx, type) {
  const name = uid('choice');
  const several = type === 'checkbox';
  const held = ctx.form.read(block, element);
  const chosen = new Set((several ? held.selected_options : [held.selected_option]).filter(Boolean).map((option) => option.value));
  const onChange = (event, option) => {
    if (!several) return hold(ctx, block, element, { selected_option: option });
    if (event.target.checked) chosen.add(option.value);
    else chosen.delete(option.value);
    return hold(ctx, block, element, { selected_options: element.options.filter((each) => chosen.has(each.value)) });
  };
  return h('div', { class: 'choices', role: several ? 'group' : 'radiogroup', data: { action: element.action_id ?? '' } }, element.options.map((option) =>
    h('label', { class: 'choice' },
      h('input', { type, name, checked: chosen.has(option.value), value: option.value, on: { change: (event) => onChange(event, option) } }),
      h('span', {}, textObject(option.text, { line: true }), option.description && h('small', {}, textObject(option.description, { line: true }))))));
}

function picked(type, field, { toInput = (held) => held ?? '', fromInput = (text) => text || null, label }) {
  return (element, block, ctx) => {
    const onChange = (event) => hold(ctx, block, element, { [field]: fromInput(event.target.value) });
    return h('input', { type, class: 'field short', value: toInput(ctx.form.read(block, element)[field]), 'aria-label': words(element.placeholder) || label,
      data: { action: element.action_id ?? '' }, on: { change: onChange } });
  };
}

function feedback(element, block, ctx) {
  const one = (choice, symbol) => choice && h('button', { type: 'button', class: 'btn small', 'aria-label': choice.accessibility_label,
    on: { click: (event) => press(event.currentTarget, ctx, block, element, { value: choice.value }) } }, `${symbol} `, textObject(choice.text));
  return h('span', { class: 'button-pair' }, one(element.positive_button, '👍'), one(element.negative_button, '👎'));
}

function iconButton(element, block, ctx) {
  const symbol = element.icon === 'trash' ? '🗑' : '•';
  return h('button', { type: 'button', class: 'btn small', 'aria-label': element.accessibility_label,
    on: { click: (event) => press(event.currentTarget, ctx, block, element, element.value === undefined ? {} : { value: element.value }) } },
  `${symbol} `, textObject(element.text));
}

const MAKERS = {
  button,
  workflow_button: button,
  overflow,
  checkboxes: (element, block, ctx) => choices(element, block, ctx, 'checkbox'),
  radio_buttons: (element, block, ctx) => choices(element, block, ctx, 'radio'),
  datepicker: picked('date', 'selected_date', { label: 'Date' }),
  timepicker: picked('time', 'selected_time', { label: 'Time' }),
  datetimepicker: picked('datetime-local', 'selected_date_time', {
    label: 'Date and time', toInput: (held) => (held ? toLocal(held) : ''), fromInput: fromLocal,
  }),
  feedback_buttons: feedback,
  icon_button: iconButton,
};

/** The node of one interactive element. */
export function elementNode(element, block, ctx) {
  const make = MAKERS[element.type] ?? (/_select$/.test(element.type) ? select : null) ?? (/_input$/.test(element.type) ? typedInput : null);
  const node = make?.(element, block, ctx);
  return node ?? h('span', { class: 'unknown-inline' }, `Element of type ${element.type}: not drawn here`);
}
