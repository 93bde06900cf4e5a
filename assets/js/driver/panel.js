// What waits on the phone, in words: <section id="queue"> and the line that there is no network.
import { hhmm, now } from '../clock.js';
import { say } from '../words.js';

const TONES = { waiting: 'warn', sent: 'ok', conflict: 'bad', 'signed-out': 'bad' };

function row(act, read) {
  const line = document.getElementById('queue-row').content.firstElementChild.cloneNode(true);
  const chip = line.querySelector('.chip');
  line.dataset.s = act.state;
  chip.classList.add(`chip--${TONES[act.state]}`);
  chip.textContent = say(act.state);
  line.querySelector('b').textContent = act.title;
  line.querySelector('time').textContent = hhmm(act.at - Date.now() + now());
  line.querySelector('p').textContent = act.words;
  line.querySelector('p').hidden = !act.words;
  const seen = line.querySelector('button');
  seen.hidden = act.state === 'waiting' || act.state === 'signed-out';
  seen.addEventListener('click', () => read(act.id));
  const open = line.querySelector('a');
  open.hidden = act.state === 'sent' || !act.back;
  open.href = act.state === 'signed-out' ? '/d/sign-in/' : act.back || '/d/';
  return line;
}

/** Bring the queue into sight, for eyes and for screen readers. */
export function point() {
  const panel = document.getElementById('queue');
  panel?.scrollIntoView({ block: 'start' });
  panel?.focus({ preventScroll: true });
}

/** Draw the queue; `read(id)` is called when somebody read a line. */
export function show(acts, read) {
  for (const line of document.querySelectorAll('[data-when="offline"]')) line.hidden = navigator.onLine;
  const panel = document.getElementById('queue');
  if (!panel) return;
  panel.hidden = !acts.length;
  panel.querySelector('ul').replaceChildren(...acts.map((act) => row(act, read)));
  const count = (state) => acts.filter((act) => act.state === state).length;
  const [held, conflicts] = [count('waiting') + count('signed-out'), count('conflict')];
  panel.querySelector('h2').textContent = held ? say('held', { n: held }) : conflicts ? say('conflicts', { n: conflicts }) : say('queue');
}
