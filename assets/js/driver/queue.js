// Every act is put into a queue on the phone first and sent in its order, each with its form's own key: the server
// does it once however often it comes. What was refused stays with its words until it was read.
import { actOf, plainly } from './acts.js';
import { point, show } from './panel.js';
import { send } from './sending.js';
import { all, put, remove } from './store.js';

const FIRST_MS = 2000;
const LONGEST_MS = 60_000;
const who = document.documentElement.dataset.who ?? '';
let wait = FIRST_MS;
let timer;
let sending = false;

/** What this driver has in the queue, in the order in which it was pressed. */
const waiting = async () => (await all('queue')).filter((one) => one.who === who).sort((a, b) => a.at - b.at);

const isHeld = (one) => one.state === 'waiting' || one.state === 'signed-out';
const draw = async () => show(await waiting(), read);
const read = async (id) => { await remove('queue', id); await draw(); };

async function queued(event) {
  const form = event.target;
  if (!form.matches?.('form[data-queue]')) return;
  event.preventDefault();
  if (form.getAttribute('aria-busy')) return;
  form.setAttribute('aria-busy', 'true');
  const act = { who, ...await actOf(form, event.submitter, await waiting()) };
  try {
    await put('queue', act);
  } catch {
    plainly(form, act.fields);
    return;
  }
  await draw();
  await flush();
  const left = (await waiting()).find((one) => one.id === act.id);
  form.removeAttribute('aria-busy');
  if (left?.state === 'sent') location.assign(left.next || act.back || location.href);
  else point();
}

/** Send what waits, from the first on, also what comes meanwhile; where there is no way through, again later,
 * ever more seldom. */
export async function flush() {
  if (sending || !who) return;
  sending = true;
  clearTimeout(timer);
  let through = true;
  for (let act; through && (act = (await waiting()).find(isHeld));) {
    through = await send(act).catch(() => false);
    if (through) wait = FIRST_MS;
    await draw();
  }
  sending = false;
  await draw();
  if (!through) timer = setTimeout(flush, wait = Math.min(wait * 2, LONGEST_MS));
}

/** Old news goes: what was sent before this page was opened is known. */
async function tidy() {
  for (const one of await waiting()) if (one.state === 'sent') await remove('queue', one.id);
}

export function startQueue() {
  document.addEventListener('submit', queued);
  const again = () => { wait = FIRST_MS; flush(); };
  addEventListener('online', again);
  addEventListener('online', draw);
  addEventListener('offline', draw);
  addEventListener('pageshow', again);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && again());
  tidy().then(draw).then(flush);
}
