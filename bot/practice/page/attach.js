// Files on their way: chosen with a button or dropped on the page, shown beside the box until they are sent.

import { postFile } from './api.js';
import { announce, h, replace } from './dom.js';
import { size } from './files.js';

/** The files of one composer. `changed` hears when there are more or fewer of them. */
export class Attached {
  constructor(changed) {
    this.changed = changed;
    this.files = [];
    this.input = h('input', { type: 'file', multiple: true, class: 'sr', tabindex: '-1', 'aria-hidden': 'true', on: { change: () => this.#chosen() } });
    this.button = h('button', { type: 'button', class: 'tool attach', 'aria-label': 'Attach a file', title: 'Attach a file, or drop one here', on: { click: () => this.input.click() } }, '📎');
    this.list = h('ul', { class: 'attached', 'aria-label': 'Files to be sent', hidden: true });
  }

  #chosen() {
    this.add([...this.input.files]);
    this.input.value = '';
  }

  /** Takes files in, to be sent with the next message. */
  add(files) {
    if (!files.length) return;
    this.files.push(...files);
    announce(`${files.map((file) => file.name).join(', ')} attached. Send to share.`);
    this.#draw();
  }

  /** Forgets all files. */
  clear() {
    this.files = [];
    this.#draw();
  }

  #remove(file) {
    this.files = this.files.filter((one) => one !== file);
    this.#draw();
    this.button.focus();
  }

  #draw() {
    this.list.hidden = !this.files.length;
    replace(this.list, this.files.map((file) => h('li', {}, h('span', { class: 'attached-name', dir: 'auto' }, file.name), h('span', { class: 'quiet' }, size(file.size)),
      h('button', { type: 'button', class: 'tool', 'aria-label': `Do not send ${file.name}`, on: { click: () => this.#remove(file) } }, '✕'))));
    this.changed();
  }

  /** Sends every file; the words go with the first. Returns the ts of the last message. */
  async send(where, text) {
    let last = null;
    while (this.files.length) {
      const [file] = this.files;
      last = await postFile('drop', { ...where, name: file.name, ...(last || !text ? {} : { text }) }, file);
      this.files = this.files.filter((one) => one !== file);
      this.#draw();
    }
    return last?.ts;
  }

  /** Lets files be dropped on a part of the page, while `open()` says so. */
  acceptOn(node, open) {
    const carries = (event) => open() && [...(event.dataTransfer?.types ?? [])].includes('Files');
    const over = (event, on) => {
      if (!carries(event)) return;
      event.preventDefault();
      node.classList.toggle('dropping', on);
    };
    node.addEventListener('dragenter', (event) => over(event, true));
    node.addEventListener('dragover', (event) => over(event, true));
    node.addEventListener('dragleave', (event) => { if (!node.contains(event.relatedTarget)) node.classList.remove('dropping'); });
    node.addEventListener('drop', (event) => {
      over(event, false);
      if (carries(event)) this.add([...event.dataTransfer.files]);
    });
  }
}
