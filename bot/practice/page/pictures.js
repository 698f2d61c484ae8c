// Images from blocks; one that does not load leaves its words.

import { h } from './dom.js';

/** An image element or block. */
export function picture(source, size) {
  const url = source.image_url ?? source.slack_file?.url ?? '';
  const words = h('span', { class: 'no-picture' }, `[picture: ${source.alt_text || 'no words given'}]`);
  if (!/^(https?:|data:image\/|\/)/i.test(url)) return words;
  const node = h('img', { src: url, alt: source.alt_text ?? '', class: `picture ${size}`, loading: 'lazy', referrerpolicy: 'no-referrer' });
  node.addEventListener('error', () => node.replaceWith(words));
  return node;
}
