// <desk-live src key>: one stream per browser. The tab that holds the lock keeps the stream and passes
// everything on; without locks (plain http on a LAN) every visible tab keeps its own.
// What arrives becomes events on the document: `live:<signal>`, or `live:*` when something may have been missed.
import { hhmm, now, sync } from './clock.js';
import { stream } from './stream.js';

const KEPT = 200;
const DRAWING_MS = 3000;   // a page takes no longer from its first query to this script
const root = document.documentElement;

class DeskLive extends HTMLElement {
  connectedCallback() {
    const name = `yinuo-live-${this.getAttribute('key') ?? ''}`;
    this.me = Math.random();
    this.seen = Math.floor(now()) - DRAWING_MS;   // what was before this moment is in the page already
    this.recent = [];                   // what was heard, for tabs that ask
    this.gone = new AbortController();
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }) => (data.ask ? this.repeat(data) : this.hear(data));
    const { signal } = this.gone;
    document.addEventListener('visibilitychange', () => this.turn(), { signal });
    const hold = () => new Promise((end) => { this.lead(); signal.addEventListener('abort', end); });
    if (navigator.locks) navigator.locks.request(name, { signal }, hold).catch(() => {});
    if (navigator.locks || !document.hidden) this.turn();
  }

  disconnectedCallback() {
    this.gone.abort();
    this.stream?.close();
    this.channel.close();
  }

  lead() {
    this.whole = this.seen;             // from here on `recent` has no gap
    this.stream = stream(this.getAttribute('src'), () => this.seen, (data) => {
      this.hear(data);
      if (navigator.locks) this.channel.postMessage(data);
    });
  }

  /** The tab was opened, shown or hidden: wake the stream, or ask the leading tab what was missed. */
  turn() {
    if (navigator.locks) {
      if (this.stream) this.stream.wake();
      else this.channel.postMessage({ ask: this.seen, id: this.me });
    } else if (document.hidden) {
      this.stream?.close();
    } else if (this.stream) this.stream.wake();
    else this.lead();
  }

  /** Another tab asks for everything after `ask`. */
  repeat({ ask, id }) {
    if (!this.stream) return;
    const missed = this.recent.filter((heard) => heard.now >= ask).flatMap((heard) => heard.signals);
    const signals = this.whole <= ask ? [...new Set(missed)] : ['*'];
    this.channel.postMessage({ to: id, state: root.dataset.live, signals, now: this.seen });
  }

  hear({ to, state, signals, now: at }) {
    if (to && to !== this.me) return;
    if (state && state !== root.dataset.live) {
      root.dataset.live = state;
      for (const since of document.querySelectorAll('[data-live-since]')) since.textContent = hhmm();
    }
    if (!at) return;
    if (!to) sync(at);
    this.seen = Math.max(at, this.seen);
    this.recent.push({ signals, now: at });
    if (this.recent.length > KEPT) this.whole = Math.max(this.whole, this.recent.shift().now + 1);
    for (const name of signals) document.dispatchEvent(new CustomEvent(`live:${name}`, { detail: { now: at } }));
  }
}

customElements.define('desk-live', DeskLive);
