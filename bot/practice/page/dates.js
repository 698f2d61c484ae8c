// Times and dates as the person acting would read them: in their zone, in their locale.

import { state, user } from './state.js';

const formats = new Map();

function viewer() {
  return user(state.me);
}

/** The IANA zone of the person acting; the browser's own when it is not known. */
export function zone() {
  return viewer()?.tz || Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function locale() {
  return viewer()?.locale || navigator.language || 'en-GB';
}

function format(date, options) {
  const key = JSON.stringify([locale(), zone(), options]);
  if (!formats.has(key)) formats.set(key, build(options));
  return formats.get(key).format(date);
}

function build(options) {
  try {
    return new Intl.DateTimeFormat(locale(), { timeZone: zone(), ...options });
  } catch {
    return new Intl.DateTimeFormat('en-GB', options); // an unknown zone must not hide the message
  }
}

const asDate = (ts) => new Date(Number(ts) * 1000);

/** "14:05", or "2:05 PM" where that is usual. */
export function clock(ts) {
  return format(asDate(ts), { hour: 'numeric', minute: '2-digit' });
}

/** The whole moment, for a tooltip. */
export function moment(ts) {
  return format(asDate(ts), { dateStyle: 'full', timeStyle: 'medium' });
}

/** "Tue 24 Nov 2026, 09:00", for a clock. */
export function wholeMoment(ts) {
  return format(asDate(ts), { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
}

/** What day it is there, as YYYY-MM-DD: equal strings mean the same day. */
export function dayKey(ts) {
  return asDate(ts).toLocaleDateString('sv-SE', { timeZone: zone() });
}

/** Seconds since 1970 by the workspace's own clock, which can be moved: "today" is its today. */
export const now = () => (Date.now() + state.clockAhead) / 1000;

/** The day it is now for the person acting, as YYYY-MM-DD. */
export const today = () => dayKey(now());

function daysFromNow(ts) {
  return Math.round((Date.parse(dayKey(ts)) - Date.parse(today())) / 86400000);
}

/** "Today", "Yesterday" or "Tuesday, 24 November". */
export function dayName(ts) {
  const word = { 0: 'Today', '-1': 'Yesterday' }[daysFromNow(ts)];
  const withYear = asDate(now()).getFullYear() !== asDate(ts).getFullYear();
  const year = withYear ? { year: 'numeric' } : {};
  return word ?? format(asDate(ts), { weekday: 'long', day: 'numeric', month: 'long', ...year });
}

function ago(ts) {
  const seconds = Number(ts) - now();
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  for (const [unit, size] of [['day', 86400], ['hour', 3600], ['minute', 60]]) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return relative.format(Math.round(seconds), 'second');
}

const SHORT = { year: 'numeric', month: 'short', day: 'numeric' };
const LONG = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' };
const PLAIN = { year: 'numeric', month: 'long', day: 'numeric' };

function pretty(options) {
  return (ts) => ({ 0: 'today', 1: 'tomorrow', '-1': 'yesterday' })[daysFromNow(ts)] ?? format(asDate(ts), options);
}

const TOKENS = {
  date_num: dayKey,
  date_slash: (ts) => format(asDate(ts), { year: 'numeric', month: '2-digit', day: '2-digit' }),
  date: (ts) => format(asDate(ts), PLAIN),
  date_short: (ts) => format(asDate(ts), SHORT),
  date_long: (ts) => format(asDate(ts), LONG),
  date_pretty: pretty(PLAIN),
  date_short_pretty: pretty(SHORT),
  date_long_pretty: pretty(LONG),
  day_divider_pretty: pretty(LONG),
  date_long_full: (ts) => format(asDate(ts), LONG),
  time: clock,
  time_secs: (ts) => format(asDate(ts), { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ago,
};

/** Fills "{date_short} at {time}"; the fallback stands when nothing can be filled. */
export function slackDate(ts, pattern, fallback) {
  if (!Number.isFinite(Number(ts))) return fallback ?? pattern;
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(ts) ?? whole);
}

/** Minutes the zone is ahead of UTC at that instant. */
function offsetAt(instant) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone(), hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
      hour: 'numeric', minute: 'numeric', second: 'numeric',
    }).formatToParts(instant).map((part) => [part.type, Number(part.value)]),
  );
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return Math.round((local - Math.floor(instant.getTime() / 1000) * 1000) / 60000);
}

/** "2026-11-24T09:00" on the acting person's clock → seconds since 1970. */
export function fromLocal(text) {
  const asUtc = Date.parse(`${text}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const guess = asUtc - offsetAt(new Date(asUtc)) * 60000;
  // The offset can differ on the two sides of a clock change: ask again at the guess.
  return (asUtc - offsetAt(new Date(guess)) * 60000) / 1000;
}

/** Seconds since 1970 → "2026-11-24T09:00" on the acting person's clock. */
export function toLocal(seconds) {
  const instant = new Date(seconds * 1000);
  return new Date(instant.getTime() + offsetAt(instant) * 60000).toISOString().slice(0, 16);
}

/** The acting person's time of day now, for the picker. */
export function timeThere(one) {
  try {
    return new Intl.DateTimeFormat(locale(), { timeZone: one.tz, hour: 'numeric', minute: '2-digit' }).format(asDate(now()));
  } catch {
    return '';
  }
}
