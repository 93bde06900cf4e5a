// <desk-list item>: a list with a keyboard cursor. The cursor is the focus itself; one row is in the tab order.
// Buttons with data-step="next|prev|tick" (and a data-key) move it from anywhere on the page.
const ROWS = '[role="option"], tbody > tr';

class DeskList extends HTMLElement {
  connectedCallback() {
    this.addEventListener('focusin', ({ target }) => this.roam(target.closest(this.rows)));
    this.addEventListener('keydown', (event) => this.press(event));
    if (!this.items.some((row) => row.tabIndex === 0)) this.roam(this.current ?? this.items[0]);
  }

  get rows() { return this.getAttribute('item') ?? ROWS; }
  get items() { return [...this.querySelectorAll(this.rows)]; }
  get focused() { return document.activeElement?.closest(this.rows); }
  get current() { return this.focused ?? this.querySelector('[aria-selected="true"], [aria-current]')?.closest(this.rows); }

  roam(row) {
    if (!row) return;
    for (const each of this.items) each.tabIndex = each === row ? 0 : -1;
  }

  step(by) {
    const { items } = this;
    const at = items.indexOf(this.current);
    const row = items[at < 0 ? 0 : Math.min(Math.max(at + by, 0), items.length - 1)];
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  }

  tick() { this.focused?.querySelector('input[type="checkbox"]')?.click(); }

  press(event) {
    if (event.isComposing || event.target !== this.focused) return;
    const moves = { ArrowDown: 1, ArrowUp: -1, Home: -1e6, End: 1e6 };
    if (event.key in moves) this.step(moves[event.key]);
    else if (event.key === 'Enter' && !event.target.matches('a, button')) event.target.querySelector('a[href], button')?.click();
    else return;
    event.preventDefault();
  }
}

customElements.define('desk-list', DeskList);

document.addEventListener('htmx:after:swap', () => {
  for (const list of document.querySelectorAll('desk-list')) list.roam(list.current ?? list.items[0]);
});

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-step]');
  const list = button && (document.getElementById(button.dataset.list) ?? document.querySelector('desk-list'));
  if (!list) return;
  const { step } = button.dataset;
  if (step === 'tick') list.tick();
  else list.step(step === 'prev' ? -1 : 1);
});
