// <desk-sms for>: how long a text message is, of how many parts, drawn as it changes.
// The text is the server's, in [data-text], or what is being written in the field named by `for`; then the
// company's signature stands before it and counts.
import { measure } from './measure.js';

class DeskSms extends HTMLElement {
  connectedCallback() {
    this.quiet = new AbortController();
    const draw = (event) => { if (!event?.isComposing) this.draw(); };
    const field = document.getElementById(this.getAttribute('for'));
    for (const name of ['input', 'compositionend']) field?.addEventListener(name, draw, { signal: this.quiet.signal });
    this.watch = new MutationObserver(() => this.draw());
    const text = this.querySelector('[data-text]');
    if (text) this.watch.observe(text, { childList: true, characterData: true, subtree: true });
    this.draw();
  }

  disconnectedCallback() { this.quiet.abort(); this.watch.disconnect(); }

  draw() {
    const field = document.getElementById(this.getAttribute('for'));
    const text = field ? `${this.dataset.before ?? ''}${field.value}` : this.querySelector('[data-text]')?.textContent.trim() ?? '';
    const { units, parts, one } = measure(text);
    const put = (selector, value) => { const at = this.querySelector(selector); if (at) at.textContent = value; };
    put('[data-units]', units);
    put('[data-parts]', parts);
    put('[data-one]', one);
    this.querySelector('.bar rect')?.setAttribute('width', `${Math.min(100, (units / one) * 100)}%`);
    this.querySelector('.bar')?.setAttribute('class', `bar ${units > one ? 'bar--bad' : 'bar--ok'}`);
  }
}

customElements.define('desk-sms', DeskSms);
