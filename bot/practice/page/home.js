// The app's Home, as it was published for the person acting.

import { post } from './api.js';
import { blockNodes } from './blocks.js';
import { today } from './dates.js';
import { h, replace } from './dom.js';
import { Form } from './form.js';
import { answered, refused } from './notices.js';
import { state } from './state.js';

const shown = { sign: '', opened: '' };
const forms = new Map();

function formOf(view) {
  if (!forms.has(view.id)) forms.set(view.id, new Form());
  forms.get(view.id).follow(view.state?.values);
  return forms.get(view.id);
}

function contextOf(view, redraw) {
  const where = { user: state.me, viewId: view.id };
  return {
    surface: 'home',
    form: formOf(view),
    redraw,
    act: (block, element, payload) => post('interact', { ...where, action: { action_id: element.action_id, block_id: block.block_id, ...payload }, values: formOf(view).valuesOf(view.blocks) }).then(answered, refused),
    suggest: (block, element, value) => post('suggest', { ...where, block_id: block.block_id, action_id: element.action_id, value }),
  };
}

// The app is told each time somebody arrives, as Slack does; it then publishes what fits.
function tellOpened() {
  const key = `${state.me}`;
  if (shown.opened === key) return;
  shown.opened = key;
  post('open-home', { user: state.me }).catch(refused);
}

/** Leaving Home means that the next visit is told again. */
export function leftHome() {
  shown.opened = '';
  shown.sign = '';
}

/** Draws Home into its box. */
export function drawHome(box) {
  tellOpened();
  const view = state.homes[state.me];
  const sign = view ? `${state.me} ${view.id} ${view.hash} ${today()}` : `none ${state.me}`;
  if (sign === shown.sign) return;
  shown.sign = sign;
  const app = state.world.apps[0]?.name ?? 'The app';
  const redraw = () => { shown.sign = ''; drawHome(box); };
  replace(box, view ? blockNodes(view.blocks, contextOf(view, redraw)) : h('p', { class: 'nothing' }, `${app} has not published a Home for you yet.`));
}
