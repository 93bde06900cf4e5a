// <desk-toasts>: short news that may be undone. `toast` events bring it ({text, tone, undo, undo_label, seconds},
// or {items}); the page itself may already hold some. Pointing at one, or focus in it, keeps it.
import htmx from './htmx.js';
import { setIcon } from './icon.js';

const ICONS = { ok: 'circle-check', bad: 'circle-x', warn: 'triangle-alert', info: 'info' };

class DeskToasts extends HTMLElement {
  connectedCallback() {
    this.hear = ({ detail }) => (detail.items ?? [detail]).forEach((item) => this.add(item));
    document.addEventListener('toast', this.hear);
    for (const toast of this.querySelectorAll('.toast')) this.settle(toast);
  }

  disconnectedCallback() { document.removeEventListener('toast', this.hear); }

  add({ text, tone = 'ok', undo, undo_label: label, seconds }) {
    const toast = this.querySelector('template').content.firstElementChild.cloneNode(true);
    toast.classList.add(`toast--${tone}`);
    toast.setAttribute('role', tone === 'bad' ? 'alert' : 'status');
    setIcon(toast.querySelector('svg'), ICONS[tone] ?? 'info');
    toast.querySelector('p').textContent = text;
    const button = toast.querySelector('[data-undo]');
    if (undo) { button.dataset.undo = undo; if (label) button.textContent = label; } else button.remove();
    if (seconds) toast.dataset.seconds = seconds;
    this.append(toast);
    this.settle(toast);
  }

  settle(toast) {
    let left = Number(toast.dataset.seconds) || (toast.matches('.toast--bad') ? 12 : 6);
    const undo = toast.querySelector('[data-undo]');
    const words = undo?.textContent;
    const count = () => { if (undo && !undo.disabled) undo.textContent = `${words} ${left}`; };
    const timer = setInterval(() => {
      if (!toast.isConnected) return clearInterval(timer);
      if (toast.matches(':hover') || toast.contains(document.activeElement)) return undefined;
      left -= 1;
      if (left < 0) { clearInterval(timer); return toast.remove(); }
      return count();
    }, 1000);
    count();
    toast.querySelector('[data-dismiss]')?.addEventListener('click', () => toast.remove());
    undo?.addEventListener('click', async () => {
      undo.disabled = true;
      await htmx.ajax('POST', undo.dataset.undo, { source: toast, target: toast, swap: 'none' });
      toast.remove();
    });
  }
}

customElements.define('desk-toasts', DeskToasts);
