// What a person has chosen or typed in one view or message, in the shape Slack calls `state`.
// It outlives redraws: an element with the same block_id and action_id finds its value again.

import { richWords } from './richtext.js';

const one = (field, initial) => (element) => ({ [field]: element[initial] ?? null });
const many = (field, initial) => (element) => ({ [field]: element[initial] ?? [] });
const typed = (element) => ({ value: element.initial_value ?? null });

const INITIAL = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  rich_text_input: (element) => ({ rich_text_value: element.initial_value ?? null }),
  static_select: one('selected_option', 'initial_option'),
  external_select: one('selected_option', 'initial_option'),
  users_select: one('selected_user', 'initial_user'),
  conversations_select: one('selected_conversation', 'initial_conversation'),
  channels_select: one('selected_channel', 'initial_channel'),
  multi_static_select: many('selected_options', 'initial_options'),
  multi_external_select: many('selected_options', 'initial_options'),
  multi_users_select: many('selected_users', 'initial_users'),
  multi_conversations_select: many('selected_conversations', 'initial_conversations'),
  multi_channels_select: many('selected_channels', 'initial_channels'),
  datepicker: one('selected_date', 'initial_date'),
  timepicker: one('selected_time', 'initial_time'),
  datetimepicker: one('selected_date_time', 'initial_date_time'),
  checkboxes: many('selected_options', 'initial_options'),
  radio_buttons: one('selected_option', 'initial_option'),
};

/** True for elements that hold a value a view submits. */
export function holdsValue(element) {
  return element?.type in INITIAL;
}

/** True when nothing is chosen or typed. */
export function isEmpty(value) {
  const [content] = Object.entries(value ?? {}).filter(([name]) => name !== 'type').map(([, held]) => held);
  if (content?.type === 'rich_text') return !richWords(content).trim();
  if (typeof content === 'string') return !content.trim();
  return content === null || content === undefined || content.length === 0;
}

/** The elements that hold values in a list of blocks, with where they stand. */
export function fieldsOf(blocks) {
  return (blocks ?? []).flatMap((block) => {
    const inside = block.type === 'input' ? [block.element] : [block.accessory, ...(block.elements ?? [])];
    return inside.filter(holdsValue).map((element) => ({ block, element }));
  });
}

/** Holds the values of one surface. */
export class Form {
  constructor() {
    this.values = new Map();
    this.initial = new Map();
    this.held = {};
  }

  #key(block, element) {
    return JSON.stringify([block.block_id, element.action_id]);
  }

  /** The value an element shows now. */
  read(block, element) {
    const held = this.held[block.block_id]?.[element.action_id];
    return this.values.get(this.#key(block, element)) ?? (held?.type === element.type ? held : this.#start(block, element));
  }

  /** Takes over what the server knows of this view, for values this page never saw typed. */
  follow(held) {
    this.held = held ?? {};
  }

  #start(block, element) {
    const value = { type: element.type, ...INITIAL[element.type](element) };
    this.initial.set(this.#key(block, element), JSON.stringify(value));
    return value;
  }

  /** Keeps what the person chose or typed. */
  write(block, element, held) {
    if (!this.initial.has(this.#key(block, element))) this.#start(block, element);
    this.values.set(this.#key(block, element), { type: element.type, ...held });
  }

  /** True when something differs from what the view opened with. */
  dirty() {
    return [...this.values].some(([key, value]) => JSON.stringify(value) !== this.initial.get(key));
  }

  /** What was chosen or typed in these blocks, as {block_id: {action_id: value}}. */
  valuesOf(blocks) {
    const out = {};
    for (const { block, element } of fieldsOf(blocks)) {
      const value = this.values.get(this.#key(block, element));
      if (value) (out[block.block_id] ??= {})[element.action_id] = value;
    }
    return out;
  }

  /** Required inputs that are empty: block_id → what to say. */
  missing(blocks) {
    const empty = (blocks ?? []).filter((block) => block.type === 'input' && !block.optional && holdsValue(block.element))
      .filter((block) => isEmpty(this.read(block, block.element)));
    return Object.fromEntries(empty.map((block) => [block.block_id, 'Please complete this field.']));
  }
}
