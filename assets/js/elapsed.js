// <desk-clock since>: time gone by since a moment, counting up.
import { now, onTick } from './clock.js';
import { span } from './terms.js';
import { say } from './words.js';

class DeskClock extends HTMLElement {
  connectedCallback() { this.draw(); this.stop = onTick(() => this.draw()); }
  disconnectedCallback() { this.stop?.(); }

  draw() {
    const since = Date.parse(this.getAttribute('since') ?? '');
    if (Number.isNaN(since)) return;
    const [form, n] = span(Math.max(0, now() - since) / 1000);
    const text = form === 'time' ? n : say(form, { n });
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define('desk-clock', DeskClock);
