// <desk-autosave for key>: saves the form's draft to its data-draft-url every 5 seconds and on blur, keeps a copy
// in the browser until the server has it, and says how far it is. The server answers {version} or nothing.
import { hhmm } from './clock.js';
import { drop, fields, fill, keep, recall } from './drafts.js';
import { csrf } from './htmx.js';
import { say } from './words.js';

const EVERY_MS = 5000;

class DeskAutosave extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.getAttribute('for')) ?? this.closest('form');
    this.key = this.getAttribute('key') ?? location.pathname;
    this.quiet = new AbortController();
    const { signal } = this.quiet;
    const on = (target, name, act, more) => target.addEventListener(name, act, { signal, ...more });
    on(this.form, 'input', () => this.touch());
    on(this.form, 'change', () => this.touch());
    on(this.form, 'focusout', () => this.save());
    on(this.form, 'submit', (event) => this.submit(event), { capture: true });
    on(this.form, 'htmx:after:request', ({ detail: { ctx } }) => { if (ctx.response.status < 400) this.settle(); });
    on(window, 'online', () => this.save());
    on(document, 'visibilitychange', () => { if (document.hidden) this.save(true); });
    this.timer = setInterval(() => this.save(), EVERY_MS);
    this.restore();
  }

  disconnectedCallback() { this.quiet.abort(); clearInterval(this.timer); }

  get version() { return this.form.elements.namedItem('version')?.value; }

  touch() {
    this.dirty = true;
    keep(this.key, { version: this.version, pairs: fields(this.form) });
  }

  settle() { this.dirty = false; drop(this.key); }

  save(keepalive = false) {
    if (this.dirty && !this.flight && !this.stale) this.flight = this.send(keepalive).finally(() => { this.flight = null; });
    return this.flight;
  }

  async send(keepalive) {
    this.dirty = false;
    let answer = null;
    try {
      const headers = { 'X-CSRFToken': csrf(), Accept: 'application/json' };
      const body = new URLSearchParams(fields(this.form));
      answer = await fetch(this.form.dataset.draftUrl, { method: 'POST', body, headers, keepalive, redirect: 'manual' });
    } catch { /* the link is down: said below */ }
    if (answer?.ok) return this.saved(answer);
    this.dirty = true;
    this.stale = answer?.status === 409;
    return this.show('failed', say(this.stale ? 'draft_conflict' : 'draft_here', { t: hhmm() }));
  }

  async saved(answer) {
    const told = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
    const version = this.form.elements.namedItem('version');
    if (version && told.version !== undefined) version.value = told.version;
    if (!this.dirty) drop(this.key);
    this.show('saved', say('draft_saved', { t: hhmm() }));
  }

  /** A draft on its way is waited for, so that the form carries the version it leads to. */
  submit(event) {
    if (this.flight) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.flight.then(() => this.form.requestSubmit(event.submitter));
    } else if (this.dirty) keep(this.key, { version: this.version, pairs: fields(this.form), sent: true });
  }

  restore() {
    const copy = recall(this.key);
    if (!copy) return;
    const put = () => { fill(this.form, copy.pairs); this.show('saved', say('draft_restored')); };
    if (copy.version === this.version) return put();
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: say('draft_restore') });
    button.addEventListener('click', put);
    this.line.replaceChildren(button);
  }

  get line() { return this.querySelector('[data-line]') ?? this; }

  show(state, text) { this.dataset.s = state; this.line.textContent = text; }
}

customElements.define('desk-autosave', DeskAutosave);
