// Starts the page and draws it whenever something changed.

import { readAll, follow, readMark, readMessages } from './live.js';
import { drawClock } from './clockbar.js';
import { Composer } from './composer.js';
import { drawHome, leftHome } from './home.js';
import { drawHeader } from './header.js';
import { drawList, drawMessages, emptyWords, threadMessages } from './messages.js';
import { drawModal } from './modal.js';
import { drawBanner } from './notices.js';
import { drawSidebar } from './sidebar.js';
import { drawWelcome } from './welcome.js';
import { listenForKeys } from './keys.js';
import { openThread, readPlace } from './place.js';
import { changed, state, subscribe } from './state.js';

const byId = (id) => document.getElementById(id);
const main = new Composer({ label: 'Message' });
const reply = new Composer({ label: 'Reply in thread', thread: () => state.thread });

function drawThread() {
  const panel = byId('thread');
  const messages = state.thread ? threadMessages(state.thread) : [];
  const show = messages.length > 0 && state.channel !== 'home';
  const opening = show && panel.hidden;
  panel.hidden = !show;
  document.body.classList.toggle('with-thread', show);
  if (!show) return;
  const box = byId('thread-scroll');
  const stick = opening || box.scrollHeight - box.scrollTop - box.clientHeight < 120;
  drawList(byId('thread-list'), messages, { inThread: true });
  if (stick) box.scrollTop = box.scrollHeight;
  reply.draw();
  if (opening) reply.box.focus();
}

function drawMain() {
  const home = state.channel === 'home';
  byId('home').hidden = !home;
  byId('scroll').hidden = home;
  byId('composer').hidden = home;
  if (home) return drawHome(byId('home'));
  leftHome();
  byId('empty').textContent = emptyWords();
  drawWelcome(byId('welcome'), (text) => main.fill(text));
  drawMessages(byId('scroll'), byId('messages'));
  return main.draw();
}

function draw() {
  drawBanner();
  if (!state.world) return;
  if (!state.me) readPlace();
  drawClock();
  drawSidebar(byId('rail'));
  drawHeader(byId('header'));
  drawMain();
  drawThread();
  drawModal();
}

async function moved() {
  document.body.classList.remove('rail-open');
  if (!state.world) return;
  readPlace();
  readMark();
  changed();
  await readMessages().catch(() => { state.online = false; });
  changed();
}

function wire() {
  byId('composer').append(main.node);
  byId('thread-composer').append(reply.node);
  main.attached.acceptOn(byId('main'), () => state.channel !== 'home' && !main.box.disabled);
  byId('thread-close').addEventListener('click', () => openThread(null));
  byId('shade').addEventListener('click', () => document.body.classList.remove('rail-open'));
  window.addEventListener('hashchange', moved);
  document.addEventListener('visibilitychange', () => { readMark(); changed(); });
  listenForKeys((text) => {
    main.box.focus();
    if (!main.box.value && !main.box.disabled) {
      main.fill(text);
      main.box.dispatchEvent(new Event('input'));
    }
  });
}

async function start() {
  subscribe(draw);
  wire();
  await readAll().catch(() => { state.online = false; });
  if (state.world) readPlace();
  follow();
  await moved();
  changed();
}

start();
