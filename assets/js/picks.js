// <desk-picks>: the bar over a list whose rows can be ticked: how many are, and all of them at once.
// X ticks the row under the cursor (list.js), Shift+click ticks everything between two rows.
class DeskPicks extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.form = this.closest('form');
    this.form?.addEventListener('click', (event) => this.range(event), { signal });
    this.form?.addEventListener('change', (event) => this.changed(event.target), { signal });
    this.form?.addEventListener('htmx:after:request', () => this.clear(), { signal });
    document.addEventListener('htmx:after:swap', () => this.draw(), { signal });
    this.words = this.querySelector('[data-count]')?.textContent;
    this.draw();
  }

  disconnectedCallback() { this.gone.abort(); }

  get rows() { return [...(this.form?.querySelectorAll('input[type="checkbox"][name]') ?? [])]; }
  get all() { return this.querySelector('[data-all]'); }

  range({ target, shiftKey }) {
    const { rows } = this;
    const at = rows.indexOf(target);
    if (at < 0) return;
    const from = rows.indexOf(this.last);
    if (shiftKey && from >= 0) for (const row of rows.slice(Math.min(at, from), Math.max(at, from) + 1)) row.checked = target.checked;
    this.last = target;
  }

  changed(target) {
    if (target === this.all) for (const row of this.rows) row.checked = target.checked;
    this.draw();
  }

  clear() { for (const row of this.rows) row.checked = false; this.draw(); }

  draw() {
    const { rows, all } = this;
    if (!all) return;
    const n = rows.filter((row) => row.checked).length;
    all.checked = n > 0 && n === rows.length;
    all.indeterminate = n > 0 && n < rows.length;
    this.toggleAttribute('data-none', n === 0);
    this.querySelector('[data-count]').textContent = n ? `${n} / ${rows.length}` : this.words;
    for (const row of rows) row.closest('tr')?.toggleAttribute('data-on', row.checked);
  }
}

customElements.define('desk-picks', DeskPicks);
