// Small dialogs of the page itself: questions before something is lost, and a short menu.

import { h } from './dom.js';
import { placeBeside } from './picker.js';

/** Shows a native modal dialog and gives the focus back when it closes. */
export function showDialog(node, { onEscape } = {}) {
  const before = document.activeElement;
  node.setAttribute('closedby', 'none');
  node.addEventListener('cancel', (event) => { event.preventDefault(); onEscape?.(); });
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    onEscape?.();
  });
  document.body.append(node);
  node.showModal();
  return () => {
    node.close();
    node.remove();
    if (before?.isConnected) before.focus();
  };
}

/** Asks a question; resolves true only for the yes. */
export function ask({ title, body, yes = 'Yes', no = 'Cancel', danger = false }) {
  return new Promise((resolve) => {
    const finish = (answer) => { close(); resolve(answer); };
    const yesButton = h('button', { type: 'button', class: `btn ${danger ? 'danger' : 'primary'}`, on: { click: () => finish(true) } }, yes);
    const node = h('dialog', { class: 'ask', 'aria-labelledby': 'ask-title' },
      h('h2', { id: 'ask-title' }, title), body && h('div', { class: 'ask-body' }, body),
      h('div', { class: 'dialog-foot' }, h('button', { type: 'button', class: 'btn', on: { click: () => finish(false) } }, no), yesButton));
    const close = showDialog(node, { onEscape: () => finish(false) });
    yesButton.focus();
  });
}

/** A titled box with something to read and one Close button. */
export function tell(title, body, className = '') {
  const finish = () => close();
  const button = h('button', { type: 'button', class: 'btn primary', on: { click: finish } }, 'Close');
  const node = h('dialog', { class: `ask ${className}`, 'aria-labelledby': 'tell-title' },
    h('h2', { id: 'tell-title' }, title), h('div', { class: 'ask-body' }, body), h('div', { class: 'dialog-foot' }, button));
  const close = showDialog(node, { onEscape: finish });
  button.focus();
}

let closeMenuNow = null;

/** Closes the open menu, if any. */
export function closeMenu() {
  closeMenuNow?.();
}

/** Opens a short menu beside its button: items are {label, detail?, danger?, run}. */
export function openMenu(anchor, items, label = 'Menu') {
  closeMenu();
  const menu = h('div', { class: 'menu', role: 'menu', popover: 'manual', 'aria-label': label }, items.map((item) =>
    h('button', { type: 'button', role: 'menuitem', class: `menu-item${item.danger ? ' danger' : ''}`, on: { click: () => { close(); item.run(); } } },
      h('span', { dir: 'auto' }, item.label), item.detail && h('span', { class: 'option-detail' }, item.detail))));
  const buttons = [...menu.children];
  const close = () => {
    closeMenuNow = null;
    document.removeEventListener('pointerdown', outside, true);
    menu.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (anchor.isConnected) anchor.focus();
  };
  const outside = (event) => { if (!menu.contains(event.target)) close(); };
  menu.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(document.activeElement);
    const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (go !== undefined) buttons[(go + buttons.length) % buttons.length].focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  (anchor.closest('dialog') ?? document.body).append(menu);
  menu.showPopover();
  placeBeside(menu, anchor);
  anchor.setAttribute('aria-expanded', 'true');
  document.addEventListener('pointerdown', outside, true);
  closeMenuNow = close;
  buttons[0]?.focus();
}
