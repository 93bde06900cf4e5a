// A form is sent once: until its answer is there, a second submit is ignored and its button says so.
import { say } from './words.js';

const PATIENCE_MS = 8000;   // a download never answers the page
const freed = new WeakMap();

function free(form) {
  freed.get(form)?.();
  freed.delete(form);
  delete form.dataset.sending;
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if ('sending' in form.dataset) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

function begin(form, submitter) {
  form.dataset.sending = '';
  const label = submitter?.querySelector('.btn__t');
  const words = label?.textContent;
  submitter?.setAttribute('aria-busy', 'true');
  const busy = submitter?.dataset.busy ?? say('sending');
  if (label) label.textContent = busy;
  freed.set(form, () => {
    submitter?.removeAttribute('aria-busy');
    if (label?.textContent === busy) label.textContent = words;   // unless the answer brought other words
  });
}

document.addEventListener('submit', ({ target: form, submitter, defaultPrevented }) => {
  if (form.method === 'dialog' || defaultPrevented) return;
  begin(form, submitter);
  setTimeout(() => free(form), PATIENCE_MS);
});
document.addEventListener('htmx:before:request', ({ target, detail: { ctx } }) => {
  if (target instanceof HTMLFormElement) begin(target, ctx.request.submitter);
});
document.addEventListener('htmx:finally:request', ({ target }) => { if (target instanceof HTMLFormElement) free(target); });
addEventListener('pageshow', () => document.querySelectorAll('form[data-sending]').forEach(free));
