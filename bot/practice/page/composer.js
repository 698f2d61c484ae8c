// The box one writes in: sends messages and commands, completes words, brings the last text back.

import { post } from './api.js';
import { Attached } from './attach.js';
import { avatar } from './avatar.js';
import { commandIn, completionsAt } from './completion.js';
import { h, replace, uid } from './dom.js';
import { markRead, remember } from './memory.js';
import { refreshNow } from './live.js';
import { channel, isIn, state, titleOf } from './state.js';
import { runOwn } from './owncommands.js';

const drafts = new Map();
const sent = new Map(); // last texts by person and place, newest last

/** A composer for the channel, or for a thread when `thread()` gives one. */
export class Composer {
  constructor({ thread = () => null, label }) {
    this.thread = thread;
    this.label = label;
    this.ids = uid('completion');
    this.found = null;
    this.at = 0;
    this.key = null;
    this.back = 0;
    this.#build();
  }

  #build() {
    this.box = h('textarea', { class: 'composer-box', rows: 1, dir: 'auto', 'aria-label': this.label, role: 'combobox', 'aria-expanded': 'false',
      'aria-autocomplete': 'list', 'aria-controls': this.ids, enterkeyhint: 'send', on: {
        input: () => this.#typed(), keydown: (event) => this.#key_(event), blur: () => setTimeout(() => this.#hide(), 150), click: () => this.#suggest() } });
    this.list = h('div', { class: 'completions', role: 'listbox', id: this.ids, hidden: true });
    this.failure = h('div', { class: 'failure', role: 'alert', hidden: true });
    this.hint = h('div', { class: 'composer-hint' });
    this.button = h('button', { type: 'button', class: 'btn primary send', 'aria-label': 'Send', on: { click: () => this.send() } }, 'Send');
    this.join = h('button', { type: 'button', class: 'btn', hidden: true, on: { click: () => this.#joinIn() } }, 'Join channel');
    this.attached = new Attached(() => this.box.focus());
    this.node = h('div', { class: 'composer' }, this.failure, this.list, this.attached.list,
      h('div', { class: 'composer-row' }, this.attached.button, this.attached.input, this.box, this.join, this.button), this.hint);
  }

  /** Shows the draft of where one is now. */
  draw() {
    const place = channel(state.channel);
    const key = [state.me, state.channel, this.thread() ?? ''].join();
    if (key !== this.key) this.#move(key);
    const member = place && isIn(place, state.me);
    const name = place?.is_im ? titleOf(place) : `#${place?.name ?? ''}`;
    this.box.placeholder = member ? (this.thread() ? 'Reply…' : `Message ${name}`) : `You are not a member of ${name}`;
    this.box.disabled = !member;
    this.button.disabled = !member;
    this.attached.button.disabled = !member;
    this.attached.button.hidden = Boolean(this.thread());
    this.join.hidden = member || !place || place.is_im;
  }

  async #joinIn() {
    const problem = await post('invite', { channel: state.channel, user: state.me }).then(() => '', (error) => error.message);
    this.#fail(problem);
    await refreshNow();
  }

  #move(key) {
    this.key = key;
    this.back = 0;
    if (this.attached.files.length) this.attached.clear();
    this.box.value = drafts.get(key) ?? '';
    this.#fail('');
    this.#hide();
    this.#grow();
  }

  #typed() {
    drafts.set(this.key, this.box.value);
    this.back = 0;
    this.#fail('');
    this.#grow();
    this.#suggest();
  }

  #grow() {
    this.box.style.height = 'auto';
    const most = window.innerHeight * 0.4;
    this.box.style.height = `${Math.min(this.box.scrollHeight, most)}px`;
    this.box.style.overflowY = this.box.scrollHeight > most ? 'auto' : 'hidden';
    const command = commandIn(this.box.value);
    replace(this.hint, command && !command.unknown && this.box.value.includes(' ')
      ? [h('code', {}, command.command), ' ', command.usage_hint ?? '', ' · ', command.description ?? '']
      : !this.box.value && !this.thread() && 'Type / for commands, @ for people, # for channels');
  }

  #suggest() {
    const before = this.box.value.slice(0, this.box.selectionStart);
    this.found = completionsAt(before, { commandsAllowed: !this.thread() });
    this.at = 0;
    this.list.hidden = !this.found;
    this.box.setAttribute('aria-expanded', String(Boolean(this.found)));
    if (!this.found) return this.box.removeAttribute('aria-activedescendant');
    this.list.setAttribute('aria-label', this.found.label);
    replace(this.list, this.found.items.map((item, index) => h('div', { class: 'option', role: 'option', id: `${this.ids}-${index}`,
      on: { mousedown: (event) => { event.preventDefault(); this.#take(item); } } }, item.person && avatar(item.person),
    h('span', { class: 'option-words' }, h('span', { class: 'option-label' }, item.label, item.hint && h('span', { class: 'usage' }, ` ${item.hint}`)),
      item.detail && h('span', { class: 'option-detail' }, item.detail)), item.from && h('span', { class: 'option-from' }, item.from))));
    return this.#point(0);
  }

  #point(to) {
    const count = this.found.items.length;
    this.at = (to + count) % count;
    [...this.list.children].forEach((node, index) => {
      node.classList.toggle('at', index === this.at);
      node.setAttribute('aria-selected', String(index === this.at));
    });
    this.box.setAttribute('aria-activedescendant', `${this.ids}-${this.at}`);
    this.list.children[this.at].scrollIntoView({ block: 'nearest' });
  }

  #hide() {
    this.found = null;
    this.list.hidden = true;
    this.box.setAttribute('aria-expanded', 'false');
  }

  #take(item) {
    const caret = this.box.selectionStart;
    const text = this.box.value;
    this.box.value = text.slice(0, this.found.from) + item.insert + text.slice(caret);
    this.box.selectionStart = this.box.selectionEnd = this.found.from + item.insert.length;
    this.#hide();
    this.#typed();
  }

  #key_(event) {
    if (event.isComposing) return;
    const done = this.found ? this.#inList(event) : this.#inBox(event);
    if (done) event.preventDefault();
  }

  #inList(event) {
    if (event.key === 'ArrowDown') this.#point(this.at + 1);
    else if (event.key === 'ArrowUp') this.#point(this.at - 1);
    else if (event.key === 'Escape') this.#hide();
    else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey)) return this.#enterInList(event);
    else return false;
    event.stopPropagation();
    return true;
  }

  // Enter on a word that is already whole sends it; Tab always completes.
  #enterInList(event) {
    const item = this.found.items[this.at];
    const typed = this.box.value.slice(this.found.from, this.box.selectionStart);
    if (event.key === 'Enter' && typed === item.insert.trim()) this.send();
    else this.#take(item);
    return true;
  }

  #inBox(event) {
    if (event.key === 'Enter' && !event.shiftKey) {
      this.send();
      return true;
    }
    if (event.key === 'ArrowUp' && (this.box.value === '' || this.back)) return this.#recall(1);
    if (event.key === 'ArrowDown' && this.back) return this.#recall(-1);
    return false;
  }

  #recall(step) {
    const past = sent.get(this.key) ?? [];
    const to = Math.max(0, Math.min(past.length, this.back + step));
    if (to === this.back) return false;
    this.box.value = to ? past[past.length - to] : '';
    this.#typed();
    this.#hide();
    this.back = to;
    return true;
  }

  #fail(text) {
    this.failure.hidden = !text;
    replace(this.failure, text && [h('span', { 'aria-hidden': 'true' }, '⚠ '), text]);
  }

  /** Sends what is in the box; a refusal or failure leaves the text where it was. */
  async send() {
    const text = this.box.value.trim();
    if ((!text && !this.attached.files.length) || this.node.classList.contains('busy')) return;
    const key = this.key;
    this.#hide();
    this.node.classList.add('busy');
    const problem = await this.#deliver(text).catch((error) => error.message);
    this.node.classList.remove('busy');
    if (problem) return key === this.key ? this.#fail(problem) : undefined;
    if (text) sent.set(key, [...(sent.get(key) ?? []).slice(-30), text]);
    drafts.delete(key);
    if (key === this.key && this.box.value.trim() === text) this.#move(key);
    await refreshNow();
  }

  async #deliver(text) {
    const { me, channel: place } = state;
    if (this.attached.files.length) {
      markRead(me, place, await this.attached.send({ channel: place, user: me }, text));
      return '';
    }
    const command = this.thread() ? null : commandIn(text);
    if (command?.own) return runOwn(command);
    if (command?.unknown) return `${command.command} is not a command here. Type / to see those that are.`;
    if (command) return this.#command(command, place, me);
    if (/^\/\w/.test(text) && this.thread()) return 'Commands do not work in threads. Type it in the channel.';
    const { ts } = await post('message', { channel: place, user: me, text, ...(this.thread() ? { thread_ts: this.thread() } : {}) });
    markRead(me, place, ts);
    return '';
  }

  async #command(command, place, me) {
    const answer = await post('command', { channel: place, user: me, command: command.command, text: command.text });
    if (answer.acknowledged) remember('yes', 'welcomed'); // whoever runs commands needs no first hints
    return answer.acknowledged ? '' : `${command.command} was not answered. Your text is still here.`;
  }

  /** Puts a text in the box, ready to send. */
  fill(text) {
    this.box.value = text;
    this.#typed();
    this.#hide();
    this.box.focus();
  }
}
