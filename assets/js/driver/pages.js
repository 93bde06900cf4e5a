// Pages that will be needed where there is no network are kept beforehand: links marked data-keep. Followed without
// a network, such a link shows the page as it was kept.
import { all, get, put, remove } from './store.js';

const OLD_MS = 12 * 3600_000;
const FRESH_MS = 300_000;
const PATIENCE_MS = 5000;
const who = document.documentElement.dataset.who ?? '';
const idOf = (address) => `${who} ${new URL(address, location.href).pathname}`;

async function keep(address) {
  const known = await get('pages', idOf(address));
  if (known && Date.now() - known.at < FRESH_MS) return;
  const answer = await fetch(address, { headers: { Purpose: 'prefetch' } });
  if (answer.ok && !answer.redirected) await put('pages', { id: idOf(address), at: Date.now(), text: await answer.text() });
}

/** Keep what this page leads to. Old pages go; where nobody is signed in any more, all of them. */
async function keepAll() {
  for (const old of await all('pages')) if (!who || Date.now() - old.at > OLD_MS) await remove('pages', old.id);
  if (!navigator.onLine || !who) return;
  for (const link of document.querySelectorAll('a[data-keep]')) await keep(link.href).catch(() => {});
}

/** Whether the network is there: what a phone says of itself is no proof. */
const reachable = () => navigator.onLine && Promise.race([
  fetch('/healthz', { method: 'HEAD', cache: 'no-store' }).then(() => true, () => false),
  new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, false); }),
]);

function show(text, address, start) {
  const kept = new DOMParser().parseFromString(text, 'text/html');
  document.title = kept.title;
  document.querySelector('.m').replaceWith(document.adoptNode(kept.querySelector('.m')));
  history.pushState({ kept: true }, '', address);
  scrollTo(0, 0);
  start();
  dispatchEvent(new Event('offline'));
}

export function startPages(start) {
  document.addEventListener('click', async (event) => {
    const link = event.target.closest?.('a[data-keep]');
    if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    const known = await get('pages', idOf(link.href));
    if (known && !(await reachable())) show(known.text, link.href, start);
    else location.assign(link.href);
  });
  addEventListener('popstate', () => location.reload());
  keepAll();
}
