// What the composer offers while one types: commands, people, channels, emoji.

import { emojiMatching } from './emoji.js';
import { conversationsOf, isIn, nameOf, roleOf, state, channel } from './state.js';

const OWN = [
  { command: '/keys', description: 'Show the keys of this page', own: true },
  { command: '/as', description: 'Act as another person', usage_hint: '@person', own: true },
];

/** Every command that can be typed here: the apps' own, then the page's. */
export function commands() {
  return [...(state.world?.apps ?? []).flatMap((app) => (app.commands ?? []).map((one) => ({ ...one, app: app.name }))), ...OWN];
}

/** The command a text starts with, if it is one we know. */
export function commandIn(text) {
  const [, name, rest] = /^(\/[^\s]+)\s*([\s\S]*)$/.exec(text) ?? [];
  const found = commands().find((one) => one.command === name);
  return found ? { ...found, text: rest } : name ? { command: name, text: rest, unknown: true } : null;
}

function commandItems(query) {
  return commands().filter((one) => one.command.slice(1).startsWith(query.toLowerCase()))
    .map((one) => ({ insert: `${one.command} `, label: one.command, hint: one.usage_hint, detail: one.description, from: one.app ?? 'this page' }));
}

function starts(text, query) {
  return text.toLowerCase().split(/[\s_-]+/).some((word) => word.startsWith(query)) || text.toLowerCase().startsWith(query);
}

// The handle is what the server knows people by; the shown name is what one looks for.
function personItems(query) {
  const here = channel(state.channel);
  const all = state.world.users.filter((one) => !one.deleted && (starts(nameOf(one.id), query) || starts(one.real_name ?? '', query) || starts(one.name, query)));
  const near = (one) => (here && isIn(here, one.id) ? 0 : 1);
  return all.sort((a, b) => near(a) - near(b) || nameOf(a.id).localeCompare(nameOf(b.id)))
    .map((one) => ({ insert: `@${one.name} `, label: nameOf(one.id), hint: `@${one.name}`, detail: one.is_bot ? 'app' : roleOf(one), person: one }));
}

function channelItems(query) {
  const mine = conversationsOf(state.me).filter((one) => !one.is_im && !one.is_mpim && one.name.includes(query));
  return mine.map((one) => ({ insert: `#${one.name} `, label: `#${one.name}`, detail: one.is_ext_shared ? 'external' : one.topic?.value ?? '' }));
}

const emojiItems = (query) => emojiMatching(query).map((one) => ({ insert: `:${one.name}: `, label: `${one.symbol}  :${one.name}:` }));

const KINDS = [
  { pattern: /^\/(\S*)$/, items: commandItems, label: 'Commands' },
  { pattern: /(?:^|[\s(])@([\p{L}\p{N}._-]*)$/u, items: (query) => personItems(query.toLowerCase()), label: 'People' },
  { pattern: /(?:^|[\s(])#([\p{L}\p{N}_-]*)$/u, items: (query) => channelItems(query.toLowerCase()), label: 'Channels' },
  { pattern: /(?:^|\s):([a-z0-9_+-]{2,})$/, items: emojiItems, label: 'Emoji' },
];

/** What fits the text before the caret: {label, from, items}, or null. `from` is where the word begins. */
export function completionsAt(before, { commandsAllowed = true } = {}) {
  for (const kind of KINDS) {
    const match = kind.pattern.exec(before);
    if (!match || (kind.label === 'Commands' && !commandsAllowed)) continue;
    const items = kind.items(match[1]).slice(0, 8);
    return items.length ? { label: kind.label, from: before.length - match[1].length - 1, items } : null;
  }
  return null;
}
