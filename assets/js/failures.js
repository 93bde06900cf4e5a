// The one listener for requests that came to nothing: says what happened, unless the answer says it itself.
// 422 is no failure of this kind: the form comes back with its faults.
import { known, say } from './words.js';

const toast = (text) => document.dispatchEvent(new CustomEvent('toast', { detail: { text, tone: 'bad' } }));

document.addEventListener('htmx:response:error', ({ target, detail: { ctx } }) => {
  const { status } = ctx.response;
  if (status === 422 || ctx.hx.redirect || ctx.hx.trigger?.includes('toast')) return;
  if (target.localName === 'desk-region' && status >= 500) return;   // it keeps the old content; the foot bar tells
  toast(say(known(`fail_${status}`) ? `fail_${status}` : 'fail_500'));
});

document.addEventListener('htmx:error', ({ target, detail: { ctx, error } }) => {
  if (!ctx || target.localName === 'desk-region') return;
  if (error?.name === 'AbortError') toast(say('fail_timeout'));
  else if (error instanceof TypeError && !ctx.response) toast(say('fail_network'));
});
