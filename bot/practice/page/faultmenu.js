// Things that go wrong on purpose, for the app's next calls: chosen from a short menu.

import { get, post } from './api.js';
import { openMenu } from './dialogs.js';
import { notice, refused } from './notices.js';

const FAULTS = [
  ['Rate limit', 'the next post is told to wait 5 seconds', { kind: 'rate_limit', seconds: 5 }],
  ['Server error', 'the next post is answered with an error page', { kind: 'server_error' }],
  ['Lost answer', 'the next post arrives, its answer does not', { kind: 'accept_then_reset' }],
  ['Late', 'the next post is cut off and arrives 5 seconds later', { kind: 'late_commit', seconds: 5 }],
  ['Drop the connection', 'the app’s sockets break off now', { kind: 'socket_drop' }],
];

function arm([label, detail, fault]) {
  return { label, detail, run: () => post('fault', fault).then(() => notice(`${label}: ${detail}.`), refused) };
}

function none(armed) {
  const waiting = armed.reduce((sum, one) => sum + one.times, 0);
  return { label: 'No more faults', detail: `${waiting} still to come`,
    run: () => post('fault', { kind: 'none' }).then(() => notice('Nothing goes wrong on purpose any more.'), refused) };
}

/** Opens the menu of faults. */
export async function openFaultMenu(anchor) {
  const { faults } = await get('faults').catch((error) => { refused(error); return { faults: [] }; });
  openMenu(anchor, [...FAULTS.map(arm), ...(faults.length ? [none(faults)] : [])], 'Faults');
}
