// <desk-region id src on>: a part of the page that asks for itself again when one of its signals comes.
// `on` lists signals; `src` is where to ask (the page itself by default); `target` names another element to
// refresh (a tbody); `swap` is outerMorph unless said. With `hold`, a list never moves under the pointer or the
// cursor: news waits behind a button, in the element [data-held] if there is one, where it moves nothing.
import htmx from './htmx.js';
import { say } from './words.js';

const SPREAD = 250;   // not every tab of every desk in the same millisecond

class DeskRegion extends HTMLElement {
  static observedAttributes = ['on'];

  connectedCallback() { this.listen(); }
  disconnectedCallback() { this.quiet?.abort(); clearTimeout(this.timer); }
  attributeChangedCallback() { if (this.isConnected) this.listen(); }

  listen() {
    this.quiet?.abort();
    this.quiet = new AbortController();
    const { signal } = this.quiet;
    const names = (this.getAttribute('on') ?? '').split(/\s+/).filter(Boolean);
    for (const name of [...names, '*']) document.addEventListener(`live:${name}`, () => this.hear(), { signal });
    document.addEventListener('visibilitychange', () => { if (this.news) this.later(); }, { signal });
    this.addEventListener('mouseleave', () => { if (this.news) this.later(1000); }, { signal });
    this.addEventListener('focusout', () => { if (this.news) this.later(1000); }, { signal });
  }

  get busy() {
    return this.hasAttribute('hold') && (this.matches(':hover') || this.contains(document.activeElement));
  }

  hear() {
    this.news = (this.news ?? 0) + 1;
    this.later();
  }

  later(rest = 40) {
    if (document.hidden) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.busy ? this.show() : this.refresh()), rest + Math.random() * SPREAD);
  }

  /** Say how much news waits. */
  show() {
    let button = this.querySelector('.held');
    if (!button) {
      button = Object.assign(document.createElement('button'), { className: 'held', type: 'button' });
      Object.assign(button.dataset, { key: 'u', keyLabel: say('held_label') });
      button.addEventListener('click', () => this.refresh());
      (this.querySelector('[data-held]') ?? this).prepend(button);
    }
    button.textContent = say('held', { n: this.news });
  }

  /** Ask again now. */
  refresh() {
    this.news = 0;
    this.querySelector('.held')?.remove();
    const named = this.getAttribute('target');
    const target = (named && document.querySelector(named)) || this;
    return htmx.ajax('GET', this.getAttribute('src') || location.pathname + location.search, {
      source: this,
      target,
      swap: this.getAttribute('swap') ?? 'outerMorph',
      headers: { 'HX-Target': `${target.localName}#${encodeURI(target.id)}` },
    });
  }
}

customElements.define('desk-region', DeskRegion);
