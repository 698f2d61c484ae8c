// Talks to the practice server's control API.

/** What the server refused, with its own words in `message` and its short name in `code`. */
export class Refused extends Error {
  constructor(answer) {
    super(answer.detail || answer.error || 'The server gave no reason.');
    this.code = answer.error;
    this.answer = answer;
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, { cache: 'no-store', ...options });
  } catch {
    throw new Refused({ error: 'unreachable', detail: 'The practice server does not answer. Nothing was sent.' });
  }
  const answer = await response.json().catch(() => ({ ok: false, detail: `HTTP ${response.status}` }));
  if (!answer.ok) throw new Refused(answer);
  return answer;
}

/** Reads from the control API. */
export function get(path) {
  return call(`/_control/${path}`);
}

/** Writes to the control API. */
export function post(path, body = {}) {
  return call(`/_control/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Writes a file to the control API, as the body itself. */
export function postFile(path, about, file) {
  return call(`/_control/${path}?${new URLSearchParams(about)}`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file });
}

/** Listens to the server's hints; `onOpen` also runs after every reconnection. */
export function listen({ onHint, onOpen, onLost }) {
  const source = new EventSource('/_control/stream');
  source.addEventListener('open', onOpen);
  source.addEventListener('error', () => {
    onLost();
    // A closed source never comes back by itself (the server answered with an error page).
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen({ onHint, onOpen, onLost }), 1500);
    }
  });
  source.addEventListener('message', (event) => onHint(JSON.parse(event.data)));
}
