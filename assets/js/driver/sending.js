// One act on its way to the desk, and what is made of the answer.
import { put } from './store.js';
import { say } from '../words.js';

/** Send one act: `true` when the queue may go on, `false` when there is no way through now. */
export async function send(act) {
  const body = new FormData();
  for (const [name, value] of act.fields) body.append(name, value, ...(value instanceof Blob ? [`${name}.jpg`] : []));
  body.append('waited', Math.max(0, Math.round((Date.now() - act.at) / 1000)));
  let answer = await post(act, body);
  if (answer.status === 403 && !isOurs(answer)) {
    await renew(); // the token is older than the sign-in
    answer = await post(act, body);
  }
  const told = await answer.json().catch(() => ({}));
  if (answer.ok && isOurs(answer)) return settle(act, { state: 'sent', words: told.text ?? '', next: told.next ?? '' });
  if (answer.status === 401) { await settle(act, { state: 'signed-out', words: told.text ?? '' }); return false; }
  // Below 400 and not ours: a page of the network between, which received nothing.
  if (answer.status < 400 || answer.status === 429 || answer.status >= 500) return false;
  return settle(act, { state: 'conflict', words: told.text || say('refused') });
}

async function settle(act, change) {
  await put('queue', { ...act, ...change });
  return true;
}

const isOurs = (answer) => answer.headers.get('Content-Type')?.includes('json');

/** `X-Driver` says whose act it is: on this phone somebody else may have signed in since. */
const post = ({ url, who }, body) => fetch(url, {
  method: 'POST', body, redirect: 'manual', credentials: 'same-origin',
  headers: { Accept: 'application/json', 'X-Driver': who, 'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content },
});

/** The token of a page that is drawn now. */
async function renew() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
  const fresh = page.querySelector('meta[name="csrf-token"]')?.content;
  if (fresh) document.querySelector('meta[name="csrf-token"]').content = fresh;
}
