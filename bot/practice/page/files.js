// Files of a message: a card with name, kind and size; pictures are shown as they are.

import { h } from './dom.js';

const UNITS = ['bytes', 'KB', 'MB'];

/** How large a file is, in words. */
export function size(bytes) {
  const step = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  return `${step ? (bytes / 1024 ** step).toFixed(1) : bytes} ${UNITS[step]}`;
}

function path(address) {
  return new URL(address).pathname;
}

function fileCard(file) {
  const name = file.title || file.name;
  const picture = file.mimetype === 'image/png' && h('img', { src: path(file.url_private), alt: name, loading: 'lazy' });
  const facts = `${(file.filetype || 'file').toUpperCase()} · ${size(file.size)}`;
  return h('div', { class: 'file' }, picture,
    h('a', { href: `${path(file.url_private)}?download=1`, download: file.name }, name), h('span', { class: 'quiet' }, facts));
}

/** The files of a message, or nothing. */
export function fileNodes(message) {
  return (message.files ?? []).map(fileCard);
}
