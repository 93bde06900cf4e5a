// <desk-combobox src min>: looks up while typing, in an input with a listbox below it (WAI-ARIA combobox).
// The server answers options: <div role="option" id data-value data-fill='{"field": "value"}'>. Picking one
// writes the value, fills fields of the form that are still empty, and says `combobox:pick`.
import htmx from './htmx.js';

const PAUSE = 220;

export class DeskCombobox extends HTMLElement {
  connectedCallback() {
    this.quiet = new AbortController();   // a morph may put its children in later: everything is heard up here
    const on = (name, act) => this.addEventListener(name, act, { signal: this.quiet.signal });
    const ofInput = (act) => (event) => { if (event.target === this.input) act(event); };
    const ofList = (act) => (event) => { if (this.list?.contains(event.target)) act(event); };
    on('input', ofInput((event) => { if (!event.isComposing) this.later(); }));
    on('compositionend', ofInput(() => this.later()));
    on('keydown', ofInput((event) => this.press(event)));
    on('focusout', ofInput(() => setTimeout(() => this.close(), 150)));
    on('mousedown', ofList((event) => event.preventDefault()));
    on('click', ofList((event) => this.pick(event.target.closest('[role="option"]'))));
    on('htmx:after:settle', ofList(() => this.open()));
  }

  disconnectedCallback() { this.quiet.abort(); clearTimeout(this.timer); }

  get input() { return this.querySelector('input'); }
  get list() { return this.querySelector('[role="listbox"]'); }
  get options() { return [...this.list.querySelectorAll('[role="option"]')]; }

  /** What is to be looked up; null for nothing. */
  asked() {
    const q = this.input.value.trim();
    return q.length < Number(this.getAttribute('min') ?? 3) ? null : q;
  }

  later() {
    clearTimeout(this.timer);
    const q = this.asked();
    if (q === null) return this.close();
    const src = `${this.getAttribute('src')}?q=${encodeURIComponent(q)}`;
    const ask = () => htmx.ajax('GET', src, { source: this, target: this.list, swap: 'innerHTML', headers: { 'HX-Target': `div#${this.list.id}` } });
    this.timer = setTimeout(ask, PAUSE);
  }

  open() {
    if (!this.list.firstElementChild) return this.close();
    this.expand(this.options.length > 0); return this.mark(null);
  }

  close() {
    if (!this.list) return;
    this.list.replaceChildren();
    this.expand(false);
    this.input.removeAttribute('aria-activedescendant');
  }

  expand(isOpen) { this.input.setAttribute('aria-expanded', String(isOpen)); }

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
