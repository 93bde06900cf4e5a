// <desk-autosave for into>: saves the form's draft to its data-draft-url every 5 seconds and on blur, keeps a copy
// in the browser until the server has it, and says how far it is. The server answers {version}, or, with `into`,
// the region that it names, which is morphed in; a conflict comes back so too.
import { hhmm } from './clock.js';
import { Copy } from './copies.js';
import { fields } from './drafts.js';
import { csrf } from './htmx.js';
import { putIn, took } from './putin.js';
import { inTurn, Turns } from './turns.js';
import { sent, typing } from './typed.js';
import { say } from './words.js';

const EVERY_MS = 5000;
const AT_ONCE = 'select, input[type="radio"], input[type="checkbox"]';

class DeskAutosave extends HTMLElement {
  turns = new Turns();
  copy = new Copy(this);

  connectedCallback() {
    this.quiet = new AbortController();
    const on = (target, name, act, more) => target.addEventListener(name, act, { signal: this.quiet.signal, ...more });
    const mine = (act) => (event) => { if (this.form?.contains(event.target)) act(event); };
    on(document, 'input', mine(({ target }) => { typing(target); this.touch(); }));
    on(document, 'change', mine(({ target }) => { this.touch(); if (target.matches(AT_ONCE)) this.save(); }));
    for (const name of ['focusout', 'combobox:pick']) on(document, name, mine(() => this.save()));
    on(document, 'submit', mine((event) => this.submit(event)), { capture: true });
    on(document, 'htmx:config:request', mine(({ detail: { ctx } }) => inTurn(ctx, this)));
    on(window, 'online', () => this.save());
    on(document, 'visibilitychange', () => { if (document.hidden) this.save(true); });
    this.timer = setInterval(() => this.save(), EVERY_MS);
    setTimeout(() => this.copy.restore());    // the form may stand below
  }

  disconnectedCallback() { this.quiet.abort(); clearInterval(this.timer); }

  get form() { return document.getElementById(this.getAttribute('for')) ?? this.closest('form'); }
  get key() { return this.getAttribute('key') ?? this.form.dataset.draftUrl; }
  get version() { return this.form.elements.namedItem('version')?.value; }
  get stale() { return this.conflict || Boolean(this.form.querySelector('[data-conflict]')); }

  touch() {
    this.dirty = true;
    this.copy.put();
  }

  save(keepalive = false) {
    if (this.form && this.dirty && !this.turns.busy && !this.stale) this.turns.take(() => this.send(keepalive));
  }

  async send(keepalive) {
    const into = this.getAttribute('into');
    this.leave();
    let answer = null;
    try {
      const headers = { 'X-CSRFToken': csrf(), Accept: into ? 'text/html' : 'application/json' };
      if (into) Object.assign(headers, { 'HX-Request': 'true', 'HX-Target': `desk-region${into}` });
      const body = new URLSearchParams(fields(this.form));
      answer = await fetch(this.form.dataset.draftUrl, { method: 'POST', body, headers, keepalive, redirect: 'manual' });
    } catch { /* the link is down: said below */ }
    await putIn(this.form, into, answer);
    if (took(answer)) return this.settled();
    this.dirty = true;
    this.conflict = answer?.status === 409;
    return this.show('failed', say(this.conflict ? 'draft_conflict' : 'draft_here', { t: hhmm() }));
  }

  /** The server has what was sent; what was typed since is kept on. */
  settled() {
    this.conflict = false;
    this.copy.forget();
    if (this.dirty && this.form) this.copy.put();
    this.show('saved', say('draft_saved', { t: hhmm() }));
  }

  /** Everything typed so far is on its way. */
  leave() { this.dirty = false; sent(); }

  /** A draft on its way is waited for, so that the form carries the version it leads to. */
  submit(event) {
    if (this.turns.busy && !event.target.hasAttribute('hx-post')) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.turns.busy.then(() => this.form.requestSubmit(event.submitter));
    } else if (this.dirty) this.copy.put({ sent: true });
  }

  get line() { return this.querySelector('[data-line]') ?? this; }

  show(state, text) { this.dataset.s = state; this.line.textContent = text; }
}

customElements.define('desk-autosave', DeskAutosave);
