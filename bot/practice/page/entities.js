// The small marked things inside text: people, channels, broadcasts, dates and links.

import { slackDate, moment } from './dates.js';
import { h } from './dom.js';
import { channel, channelNamed, nameOf, state, user } from './state.js';

const SAFE = /^(https?:|mailto:|tel:)/i;

/** Undoes the three escapes Slack's text carries. */
export function unescape(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** The page's own address of a person, conversation or message. */
export function placeHash(channelId, ts) {
  return `#/${[state.me, channelId, ts].filter(Boolean).map(encodeURIComponent).join('/')}`;
}

// A permalink of this workspace opens here instead of in a new tab.
function localPlace(url) {
  const match = /\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?/.exec(url);
  if (!match || !channel(match[1])) return null;
  return placeHash(match[1], match[2] ? `${match[2]}.${match[3]}` : null);
}

/** A link, if its address is one that is safe to open; otherwise only its words. */
export function link(url, ...label) {
  const shown = label.length ? label : [url];
  if (!SAFE.test(url)) return h('span', { class: 'dead-link', title: 'This address cannot be opened' }, ...shown);
  const local = localPlace(url);
  if (local) return h('a', { href: local, class: 'link' }, ...shown);
  return h('a', { href: url, class: 'link', target: '_blank', rel: 'noopener noreferrer nofollow', title: url }, ...shown);
}

/** A person's mention; louder when it is the person acting. */
export function mention(id, label) {
  const who = user(id);
  const me = id === state.me;
  const title = who ? who.profile?.title : 'Nobody here has this id';
  return h('span', { class: `mention${me ? ' mention-me' : ''}`, title, dir: 'auto' }, `@${who ? nameOf(id) : label || id}`);
}

/** A channel's mention, which leads there. */
export function channelLink(id, label) {
  const place = channel(id);
  const name = place?.name || label || id;
  if (!place) return h('span', { class: 'mention' }, `#${name}`);
  return h('a', { class: 'mention', href: placeHash(id) }, `#${name}`);
}

/** @here, @channel, @everyone or a group: it would have rung for many people. */
export function broadcast(label) {
  return h('span', { class: 'broadcast', title: 'This notifies many people' }, label.startsWith('@') ? label : `@${label}`);
}

/** A date in the zone of the person acting. */
export function dateNode(ts, pattern, url, fallback) {
  const text = slackDate(ts, pattern, fallback);
  const time = h('time', { class: 'slack-date', title: Number.isFinite(Number(ts)) ? moment(ts) : fallback }, text);
  return url ? link(url, time) : time;
}

function special(body) {
  const [command, fallback] = splitOnce(body, '|');
  const parts = command.split('^');
  if (parts[0] === 'date') return dateNode(parts[1], parts[2] ?? '{date}', parts[3], fallback);
  if (parts[0] === 'subteam') return broadcast(fallback || parts[1] || 'group');
  return broadcast(fallback || parts[0]);
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** The node for what stands between < and >, or null when it is none of Slack's forms. */
export function angle(inside) {
  const [target, label] = splitOnce(inside, '|').map(unescape);
  if (/^@[UW]\w+$/.test(target)) return mention(target.slice(1), label);
  if (/^#[CGD]\w+$/.test(target)) return channelLink(target.slice(1), label);
  if (target.startsWith('!')) return special(unescape(inside).slice(1));
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return link(target, label || target.replace(/^mailto:/, ''));
  return null;
}

/** A bare "#name" typed by a person, when a channel has that name. */
export function bareChannel(name) {
  const place = channelNamed(name);
  return place ? channelLink(place.id, name) : null;
}
