// Every select menu, single and multiple: static, external, people, conversations, channels.

import { hold } from './acting.js';
import { avatar } from './avatar.js';
import { h, replace } from './dom.js';
import { words } from './mrkdwn.js';
import { openPicker } from './picker.js';
import { channel, isIn, isOutside, nameOf, roleOf, state, titleOf } from './state.js';

const optionItem = (option) => ({ value: option.value, label: words(option.text), detail: words(option.description), held: option });

function optionGroups(source) {
  if (source.option_groups) {
    return source.option_groups.map((group) => ({ label: words(group.label), items: (group.options ?? []).map(optionItem) }));
  }
  return [{ items: (source.options ?? []).map(optionItem) }];
}

function userItem(one) {
  const notes = [one.is_bot ? 'app' : null, one.deleted ? 'deactivated' : null, roleOf(one)].filter(Boolean);
  return { value: one.id, label: nameOf(one.id), detail: notes.join(' · '), keywords: `${one.name} ${one.real_name}`, icon: avatar(one), held: one.id };
}

function userGroups() {
  const users = state.world.users.filter((one) => !one.deleted);
  return [{ items: users.sort((a, b) => Boolean(a.is_bot) - Boolean(b.is_bot) || isOutside(a) - isOutside(b) || nameOf(a.id).localeCompare(nameOf(b.id))).map(userItem) }];
}

function kind(one) {
  if (one.is_im) return 'im';
  if (one.is_mpim) return 'mpim';
  return one.is_private ? 'private' : 'public';
}

function allowed(one, filter = {}) {
  if (filter.include && !filter.include.includes(kind(one))) return false;
  if (filter.exclude_external_shared_channels && one.is_ext_shared) return false;
  const bot = one.is_im && state.world.users.find((each) => each.id === (one.members ?? []).find((id) => id !== state.me))?.is_bot;
  return !(filter.exclude_bot_users && bot);
}

function conversationGroups(element) {
  const onlyPublic = element.type.endsWith('channels_select');
  const seen = state.world.channels.filter((one) => isIn(one, state.me) || kind(one) === 'public');
  const items = seen.filter((one) => (onlyPublic ? kind(one) === 'public' : allowed(one, element.filter)));
  return [{ items: items.map((one) => ({ value: one.id, label: conversationName(one.id), detail: one.is_ext_shared ? 'external' : '', held: one.id })) }];
}

function conversationName(id) {
  const one = channel(id);
  if (!one) return id;
  return one.is_im || one.is_mpim ? titleOf(one) : `#${one.name}`;
}

// How each family reads its choices, names what it holds, and calls its field.
const FAMILIES = {
  static: { groups: optionGroups, name: (held) => words(held.text), id: (held) => held.value, field: 'selected_option' },
  external: { name: (held) => words(held.text), id: (held) => held.value, field: 'selected_option' },
  users: { groups: userGroups, name: nameOf, id: (held) => held, field: 'selected_user' },
  conversations: { groups: conversationGroups, name: conversationName, id: (held) => held, field: 'selected_conversation' },
  channels: { groups: conversationGroups, name: conversationName, id: (held) => held, field: 'selected_channel' },
};

function loader(element, block, ctx) {
  return async (query) => {
    const least = element.min_query_length ?? 3;
    if (query.length < least) return [{ label: `Type at least ${least} ${least === 1 ? 'letter' : 'letters'}`, items: [] }];
    return optionGroups(await ctx.suggest(block, element, query));
  };
}

function openFor(anchor, family, element, block, ctx, extra) {
  const external = family === FAMILIES.external;
  openPicker({ anchor, label: words(element.placeholder) || words(block.label) || 'Choose', groups: external ? null : family.groups(element),
    load: external ? loader(element, block, ctx) : null, ...extra });
}

function single(family, element, block, ctx) {
  const text = h('span', { class: 'select-text', dir: 'auto' });
  const current = () => ctx.form.read(block, element)[family.field];
  const show = () => {
    const held = current();
    text.textContent = held ? family.name(held) : words(element.placeholder) || 'Choose…';
    text.classList.toggle('placeholder', !held);
  };
  const choose = async (held) => {
    const done = hold(ctx, block, element, { [family.field]: held });
    show();
    clear?.toggleAttribute('hidden', !held);
    ctx.onTyped?.(block);
    await done;
    show();
  };
  const open = (event) => openFor(event.currentTarget, family, element, block, ctx, {
    isChosen: (item) => current() && item.value === family.id(current()), onPick: (item) => choose(item.held),
  });
  show();
  const trigger = h('button', { type: 'button', class: 'field select', 'aria-haspopup': 'listbox', 'aria-expanded': 'false',
    data: { action: element.action_id ?? '' }, on: { click: open, keydown: openOnArrow } }, text, h('span', { class: 'caret', 'aria-hidden': 'true' }, '▾'));
  const clear = block.type === 'input' && block.optional
    ? h('button', { type: 'button', class: 'clear', 'aria-label': 'Clear', hidden: !current(), on: { click: () => choose(null) } }, '×') : null;
  return clear ? h('span', { class: 'clearable' }, trigger, clear) : trigger;
}

function openOnArrow(event) {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    event.currentTarget.click();
  }
}

function several(family, element, block, ctx) {
  const field = `${family.field}s`;
  const box = h('span', { class: 'multi', data: { action: element.action_id ?? '' } });
  const current = () => ctx.form.read(block, element)[field] ?? [];
  const ids = () => current().map(family.id);
  const set = async (list) => {
    const done = hold(ctx, block, element, { [field]: list });
    show();
    ctx.onTyped?.(block);
    await done;
  };
  const toggle = (item) => {
    if (ids().includes(item.value)) return set(current().filter((held) => family.id(held) !== item.value));
    const full = element.max_selected_items && current().length >= element.max_selected_items;
    return full ? undefined : set([...current(), item.held]);
  };
  const open = () => openFor(add, family, element, block, ctx, { multi: true, isChosen: (item) => ids().includes(item.value), onPick: toggle });
  const add = h('button', { type: 'button', class: 'field select', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', on: { click: open, keydown: openOnArrow } });
  const chip = (held) => h('span', { class: 'chip' }, family.name(held), h('button', { type: 'button', 'aria-label': `Remove ${family.name(held)}`,
    on: { click: () => { set(current().filter((each) => each !== held)); add.focus(); } } }, '×'));
  function show() {
    const count = current().length;
    replace(add, h('span', { class: 'select-text placeholder' }, count ? `${count} chosen, change…` : words(element.placeholder) || 'Choose…'), h('span', { class: 'caret', 'aria-hidden': 'true' }, '▾'));
    box.querySelectorAll('.chip').forEach((node) => node.remove());
    box.prepend(...current().map(chip));
  }
  box.append(add);
  show();
  return box;
}

/** A select menu of any kind; null when its kind is unknown. */
export function select(element, block, ctx) {
  const [, multi, name] = /^(multi_)?(\w+)_select$/.exec(element.type) ?? [];
  const family = FAMILIES[name];
  if (!family) return null;
  return (multi ? several : single)(family, element, block, ctx);
}
