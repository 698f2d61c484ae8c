// Modals: the stack of views open for the person acting, the top one drawn in a native dialog.
// What was typed lives in a Form per view id and survives every update from the app.

import { post } from './api.js';
import { blockNodes } from './blocks.js';
import { ask, closeMenu, showDialog } from './dialogs.js';
import { announce, h, replace } from './dom.js';
import { Form } from './form.js';
import { refreshNow } from './live.js';
import { textObject, words } from './mrkdwn.js';
import { closePicker } from './picker.js';
import { stackOf, state } from './state.js';

const forms = new Map();
const errors = new Map(); // view id → {block_id: text}
const problems = new Map(); // view id → a sentence over the whole view
const open = { dialog: null, close: null, shown: '', sign: '', busy: false }; // what the dialog shows now

function formOf(view) {
  if (!forms.has(view.id)) forms.set(view.id, new Form());
  forms.get(view.id).follow(view.state?.values);
  return forms.get(view.id);
}

function forget(stack) {
  const alive = new Set(state.views.map((entry) => entry.view.id));
  stack.forEach((view) => alive.add(view.id));
  for (const store of [forms, errors, problems]) for (const id of store.keys()) if (!alive.has(id)) store.delete(id);
}

function setProblem(view, text) {
  if (text) problems.set(view.id, text);
  else problems.delete(view.id);
}

function contextOf(view) {
  const where = { user: state.me, viewId: view.id };
  const form = formOf(view);
  return {
    surface: 'modal',
    form,
    errors: errors.get(view.id),
    submit: () => submit(view),
    redraw: () => { open.sign = ''; drawModal(); },
    onTyped: (block) => clearError(view, block),
    act: async (block, element, payload) => {
      setProblem(view, '');
      const action = { action_id: element.action_id, block_id: block.block_id, ...payload };
      await post('interact', { ...where, action, values: form.valuesOf(view.blocks) })
        .then((answer) => setProblem(view, answer.failure), (error) => setProblem(view, error.message));
      await refreshNow();
      drawModal();
    },
    suggest: (block, element, value) => post('suggest', { ...where, block_id: block.block_id, action_id: element.action_id, value }),
  };
}

// An error leaves as soon as its field is touched, without redrawing what is being typed in.
function clearError(view, block) {
  const known = errors.get(view.id);
  if (!known?.[block.block_id]) return;
  delete known[block.block_id];
  const box = open.dialog?.querySelector(`.block[data-block="${CSS.escape(block.block_id)}"] .input-block`);
  box?.classList.remove('wrong');
  box?.querySelector('.error')?.remove();
  box?.querySelector('[aria-invalid]')?.removeAttribute('aria-invalid');
}

function showErrors(view, found) {
  errors.set(view.id, { ...found });
  open.sign = '';
  drawModal();
  const first = open.dialog?.querySelector('[aria-invalid]') ?? open.dialog?.querySelector('.wrong');
  first?.focus();
  first?.scrollIntoView({ block: 'center' });
  announce(Object.values(found).join('. '));
}

async function submit(view) {
  if (!view.submit || open.busy) return;
  const form = formOf(view);
  const missing = form.missing(view.blocks);
  setProblem(view, '');
  if (Object.keys(missing).length) return showErrors(view, missing);
  setBusy(true);
  try {
    const answer = await post('submit', { user: state.me, viewId: view.id, values: form.valuesOf(view.blocks) });
    errors.delete(view.id);
    setProblem(view, answer.failure);
    if (answer.errors) return showErrors(view, answer.errors);
  } catch (error) {
    if (error.answer?.errors) return showErrors(view, error.answer.errors);
    setProblem(view, error.message);
  } finally {
    setBusy(false);
  }
  await refreshNow();
  open.sign = '';
  return drawModal();
}

function setBusy(busy) {
  open.busy = busy;
  open.dialog?.classList.toggle('busy', busy);
  open.dialog?.querySelector('.submit')?.setAttribute('aria-busy', String(busy));
}

async function mayLeave(views) {
  if (!views.some((view) => formOf(view).dirty())) return true;
  return ask({ title: 'Discard what you typed?', body: 'This form has not been sent.', yes: 'Discard', no: 'Keep writing', danger: true });
}

/** Closes the top view, or the whole stack, asking first when something was typed in one of them. */
async function leave(views) {
  closePicker();
  closeMenu();
  if (!(await mayLeave(views))) return;
  await post('close-view', { user: state.me, viewId: views.at(-1).id, all: views.length > 1 }).catch((error) => setProblem(views.at(-1), error.message));
  await refreshNow();
  drawModal();
}

function head(view, stack) {
  const below = stack.at(-2);
  return h('header', { class: 'modal-head' },
    below && h('button', { type: 'button', class: 'tool back', 'aria-label': `Back to ${words(below.title)}`, title: 'Back', on: { click: () => leave([view]) } }, '←'),
    h('h2', { id: 'modal-title', dir: 'auto' }, textObject(view.title)),
    h('button', { type: 'button', class: 'tool', 'aria-label': 'Close', title: 'Close', on: { click: () => leave(stack) } }, '✕'));
}

function foot(view) {
  const closeWords = words(view.close) || (view.submit ? 'Cancel' : 'Close');
  return h('footer', { class: 'dialog-foot' },
    h('button', { type: 'button', class: 'btn', on: { click: () => leave([view]) } }, closeWords),
    view.submit && h('button', { type: 'button', class: 'btn primary submit', disabled: view.submit_disabled, on: { click: () => submit(view) } }, textObject(view.submit)));
}

function content(view, stack) {
  const problem = problems.get(view.id);
  return [head(view, stack), h('div', { class: 'modal-body' }, problem && h('div', { class: 'alert alert-error', role: 'alert' }, `⚠ ${problem}`),
    blockNodes(view.blocks, contextOf(view))), foot(view)];
}

// Where the focus and the caret were, by what they were in rather than by the node that is going.
function focusMark(dialog) {
  const node = document.activeElement;
  if (!dialog.contains(node)) return null;
  const block = node.closest('.block')?.dataset.block;
  return { block, action: node.dataset.action, index: [...dialog.querySelectorAll('button, input, textarea, a')].indexOf(node),
    caret: [node.selectionStart, node.selectionEnd] };
}

function refocus(dialog, mark) {
  if (!mark) return firstField(dialog)?.focus();
  const inBlock = mark.block && dialog.querySelector(`.block[data-block="${CSS.escape(mark.block)}"]`);
  const node = (mark.action && inBlock?.querySelector(`[data-action="${CSS.escape(mark.action)}"]`)) ??
    inBlock?.querySelector('button, input, textarea') ?? dialog.querySelectorAll('button, input, textarea, a')[mark.index];
  node?.focus();
  if (mark.caret[0] != null && node?.setSelectionRange && ['text', 'textarea', 'url'].includes(node.type)) node.setSelectionRange(...mark.caret);
  return undefined;
}

function firstField(dialog) {
  return dialog.querySelector('.modal-body :is(input, textarea, select, button.field)') ?? dialog.querySelector('.submit') ?? dialog.querySelector('.tool');
}

function mount() {
  const dialog = h('dialog', { class: 'modal', 'aria-labelledby': 'modal-title' });
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(stackOf(state.me).at(-1));
  });
  open.close = showDialog(dialog, { onEscape: () => leave(stackOf(state.me).slice(-1)) });
  open.dialog = dialog;
}

function unmount() {
  closePicker();
  open.close();
  Object.assign(open, { dialog: null, close: null, shown: '', sign: '', busy: false });
}

/** Draws the modals of the person acting, or takes them away. */
export function drawModal() {
  const stack = stackOf(state.me);
  forget(stack);
  const view = stack.at(-1);
  if (!view) return open.dialog && unmount();
  const shown = [state.me, view.id].join();
  const sign = [shown, view.hash, problems.get(view.id) ?? '', stack.length].join();
  if (open.dialog && sign === open.sign) return undefined;
  const fresh = !open.dialog || open.shown !== shown;
  if (!open.dialog) mount();
  const mark = fresh ? null : focusMark(open.dialog);
  const scroll = open.dialog.querySelector('.modal-body')?.scrollTop ?? 0;
  closePicker();
  Object.assign(open, { sign, shown });
  replace(open.dialog, content(view, stack));
  open.dialog.querySelector('.modal-body').scrollTop = fresh ? 0 : scroll;
  refocus(open.dialog, mark);
  return fresh && announce(words(view.title));
}
