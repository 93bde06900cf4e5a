// <desk-countdown due total label mine>: how long a promise still has, by the server's clock.
// Without `due` it stands still (paused, met). `label` is read aloud once when it turns urgent or late;
// `mine` adds the soft sound for the owner.
import { announce } from './announce.js';
import { now, onTick } from './clock.js';
import { setIcon } from './icon.js';
import { chime } from './sound.js';
import { span, stateOf } from './terms.js';
import { say } from './words.js';

const told = new Set();

/** `剩 04:12`, `超 1 小时`: the words of a countdown. */
function words(ms) {
  const seconds = ms < 0 ? Math.floor(-ms / 1000) : Math.ceil(ms / 1000);
  const [form, n] = span(seconds);
  return say(ms < 0 ? 'late' : 'left', { t: form === 'time' ? n : say(form, { n }) });
}

class DeskCountdown extends HTMLElement {
  static observedAttributes = ['due', 'total'];

  connectedCallback() { this.draw(true); this.stop = onTick(() => this.draw()); }
  disconnectedCallback() { this.stop?.(); }
  attributeChangedCallback() { if (this.isConnected) this.draw(true); }

  draw(quiet = false) {
    const due = Date.parse(this.getAttribute('due') ?? '');
    if (Number.isNaN(due)) return;
    const ms = due - now();
    const state = stateOf(ms / 1000, Number(this.getAttribute('total')) || 1800);
    const text = words(ms);
    const line = this.querySelector('.cd__t');
    if (line && line.textContent !== text) line.textContent = text;
    if (this.dataset.s === state) return;
    this.dataset.s = state;
    const pressing = state === 'urgent' || state === 'late';
    setIcon(this.querySelector('svg'), pressing ? 'alarm-clock' : 'timer');
    if (pressing && !quiet) this.tell(state, text);
  }

  tell(state, text) {
    const label = this.getAttribute('label');
    const once = `${label} ${this.getAttribute('due')} ${state}`;
    if (!label || told.has(once)) return;
    told.add(once);
    announce(`${label} ${text}`);
    if (this.hasAttribute('mine')) chime();
  }
}

customElements.define('desk-countdown', DeskCountdown);
