// <desk-combobox src min>: looks up while typing, in an input with a listbox below it (WAI-ARIA combobox).
// The server answers options: <div role="option" id data-value data-fill='{"field": "value"}'>. Picking one
// writes the value, fills fields of the form that are still empty, and says `combobox:pick`.
import htmx from './htmx.js';

const PAUSE = 220;

class DeskCombobox extends HTMLElement {
  connectedCallback() {
    this.quiet = new AbortController();
    this.input = this.querySelector('input');
    this.list = this.querySelector('[role="listbox"]');
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.quiet.signal });
    on(this.input, 'input', (event) => { if (!event.isComposing) this.later(); });
    on(this.input, 'compositionend', () => this.later());
    on(this.input, 'keydown', (event) => this.press(event));
    on(this.input, 'blur', () => setTimeout(() => this.close(), 150));
    on(this.list, 'mousedown', (event) => event.preventDefault());
    on(this.list, 'click', (event) => this.pick(event.target.closest('[role="option"]')));
    on(this.list, 'htmx:after:settle', () => this.open());
  }

  disconnectedCallback() { this.quiet.abort(); clearTimeout(this.timer); }

  get options() { return [...this.list.querySelectorAll('[role="option"]')]; }

  later() {
    clearTimeout(this.timer);
    const q = this.input.value.trim();
    if (q.length < Number(this.getAttribute('min') ?? 3)) return this.close();
    const src = `${this.getAttribute('src')}?q=${encodeURIComponent(q)}`;
    const ask = () => htmx.ajax('GET', src, { source: this, target: this.list, swap: 'innerHTML', headers: { 'HX-Target': `div#${this.list.id}` } });
    this.timer = setTimeout(ask, PAUSE);
  }

  open() {
    if (!this.list.firstElementChild) return this.close();
    this.input.setAttribute('aria-expanded', String(this.options.length > 0)); return this.mark(null);
  }

  close() {
    this.list.replaceChildren();
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  mark(option) {
    for (const each of this.options) each.setAttribute('aria-selected', String(each === option));
    this.current = option;
    if (option) this.input.setAttribute('aria-activedescendant', option.id);
    else this.input.removeAttribute('aria-activedescendant');
    option?.scrollIntoView({ block: 'nearest' });
  }

  press(event) {
    if (event.isComposing || !this.options.length) return;
    const { options } = this;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark(options[(options.indexOf(this.current) + step + options.length + (this.current || step > 0 ? 0 : 1)) % options.length]);
    else if (event.key === 'Enter' && this.current) this.pick(this.current);
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  pick(option) {
    if (!option) return;
    this.input.value = option.dataset.value ?? option.textContent.trim();
    const fill = JSON.parse(option.dataset.fill ?? '{}');
    for (const [name, value] of Object.entries(fill)) {
      const field = this.input.form?.elements.namedItem(name);
      if (field && (!field.value || field.type === 'hidden')) field.value = value;
    }
    this.close();
    this.input.dispatchEvent(new Event('change', { bubbles: true }));
    this.dispatchEvent(new CustomEvent('combobox:pick', { bubbles: true, detail: { value: this.input.value, fill } }));
  }
}

customElements.define('desk-combobox', DeskCombobox);
