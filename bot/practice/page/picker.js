// A small searchable list that opens beside what was clicked: selects, people, the person acting.

import { h, replace, uid } from './dom.js';

let closeCurrent = null;

/** Closes the open list, if any. */
export function closePicker() {
  closeCurrent?.();
}

/** True while a list is open. */
export function pickerOpen() {
  return closeCurrent !== null;
}

/** Puts a floating box beside its anchor, inside the window; phones get it at the bottom. */
export function placeBeside(box, anchor, { above = false } = {}) {
  if (window.matchMedia('(max-width: 640px)').matches) return box.classList.add('sheet');
  const at = anchor.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = at.bottom + 4 + size.height <= window.innerHeight && !above;
  const top = below ? at.bottom + 4 : Math.max(8, at.top - size.height - 4);
  const left = Math.max(8, Math.min(at.left, window.innerWidth - size.width - 8));
  box.style.top = `${top}px`;
  box.style.left = `${left}px`;
  return undefined;
}

function matches(item, query) {
  const hay = `${item.label} ${item.detail ?? ''} ${item.keywords ?? ''}`.toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => hay.includes(word));
}

function filtered(groups, query) {
  return groups.map((group) => ({ ...group, items: group.items.filter((item) => matches(item, query)) }))
    .filter((group) => group.items.length);
}

function optionNode(item, id, chosen, multi) {
  return h('div', { role: 'option', id, class: 'option', 'aria-selected': String(chosen), 'aria-disabled': item.disabled ? 'true' : null },
    multi && h('span', { class: 'tick-box', 'aria-hidden': 'true' }, chosen ? '✓' : ''),
    item.icon, h('span', { class: 'option-words' }, h('span', { class: 'option-label', dir: 'auto' }, item.label),
      item.detail && h('span', { class: 'option-detail', dir: 'auto' }, item.detail)), item.mark);
}

/**
 * Opens the list. `load(query)` gives groups [{label?, items: [{value, label, detail?, icon?, disabled?}]}];
 * plain `groups` are filtered here. `onPick(item)` is called for each choice; with `multi` the list stays open.
 */
export function openPicker({ anchor, label, groups, load, multi = false, isChosen = () => false, onPick, onClose, above }) {
  closePicker();
  const ids = uid('list');
  const list = h('div', { role: 'listbox', id: ids, class: 'options', 'aria-label': label, 'aria-multiselectable': multi ? 'true' : null });
  const input = h('input', { type: 'text', class: 'picker-search', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': ids,
    'aria-autocomplete': 'list', 'aria-label': `${label}: type to search`, placeholder: 'Type to search', autocomplete: 'off', spellcheck: 'false' });
  const box = h('div', { class: 'picker', popover: 'manual' }, input, list);
  const self = { shown: [], at: 0, ticket: 0 };

  function close() {
    if (closeCurrent !== close) return;
    closeCurrent = null;
    document.removeEventListener('pointerdown', outside, true);
    box.remove();
    anchor.setAttribute('aria-expanded', 'false');
    anchor.focus?.();
    onClose?.();
  }
  const outside = (event) => { if (!box.contains(event.target)) close(); };

  function point(to) {
    self.at = Math.max(0, Math.min(self.shown.length - 1, to));
    list.querySelectorAll('.option').forEach((node, i) => node.classList.toggle('at', i === self.at));
    const active = list.querySelector('.at');
    input.setAttribute('aria-activedescendant', active?.id ?? '');
    active?.scrollIntoView({ block: 'nearest' });
  }

  function pick(item) {
    if (!item || item.disabled) return;
    if (!multi) close();
    onPick(item);
    if (multi) draw(self.groups);
  }

  function draw(found) {
    self.groups = found;
    self.shown = found.flatMap((group) => group.items);
    let index = 0;
    replace(list, found.map((group) => [
      group.label && h('div', { class: 'group-label', role: 'presentation' }, group.label),
      group.items.map((item) => {
        const node = optionNode(item, `${ids}-${index}`, isChosen(item), multi);
        node.addEventListener('click', () => pick(item));
        index += 1;
        return node;
      }),
    ]), !self.shown.length && h('p', { class: 'nothing' }, self.note ?? 'Nothing matches.'));
    point(self.at);
  }

  async function search() {
    const ticket = (self.ticket += 1);
    const query = input.value.trim();
    self.note = null;
    try {
      const found = load ? await load(query) : filtered(groups, query);
      if (ticket === self.ticket) draw(found);
    } catch (error) {
      self.note = error.message;
      if (ticket === self.ticket) draw([]);
    }
  }

  const KEYS = {
    ArrowDown: () => point(self.at + 1),
    ArrowUp: () => point(self.at - 1),
    Home: () => point(0),
    End: () => point(self.shown.length - 1),
    Enter: () => pick(self.shown[self.at]),
    Escape: close,
    Tab: close,
  };
  input.addEventListener('keydown', (event) => {
    if (!KEYS[event.key] || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  });
  input.addEventListener('input', () => { self.at = 0; search(); });

  (anchor.closest('dialog') ?? document.body).append(box);
  box.showPopover();
  closeCurrent = close;
  anchor.setAttribute('aria-expanded', 'true');
  document.addEventListener('pointerdown', outside, true);
  self.at = 0;
  search().then(() => {
    const chosen = self.shown.findIndex((item) => isChosen(item));
    if (chosen > 0) point(chosen);
    placeBeside(box, anchor, { above });
  });
  placeBeside(box, anchor, { above });
  input.focus();
}
