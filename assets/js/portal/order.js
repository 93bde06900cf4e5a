// The order form, one step at a time; what is typed is estimated, and kept in this browser until it was sent.
import { areas } from './order/areas.js';
import { book } from './order/book.js';
import { codes } from './order/codes.js';
import { restore, save, sent } from './order/draft.js';
import { asked, told } from './order/estimate.js';
import { lots } from './order/lots.js';
import { show } from './order/marks.js';
import { Steps } from './order/steps.js';

const WAIT_MS = 700;

class Order {
  constructor(form) {
    this.form = form;
    this.say = form.dataset.words.split('|').map((one) => one.trim());
    this.place = document.querySelector('[data-place]');
    this.seen = new Set();   // steps that were passed: from then on what is wrong in them is said
    this.found = null;
    lots(form, this.say[7], () => this.changed());
    areas(form, this.say);
    codes(form, this.say);
    book(form, () => this.changed());
    this.steps = new Steps(this);
    restore(form, this.say, this.steps.line);
    const wrong = form.querySelector('[aria-invalid="true"]')?.closest('[data-step]');
    this.steps.go(Math.max(this.steps.all.indexOf(wrong), 0), false);
    document.querySelector('#faults')?.focus();
    form.addEventListener('input', () => this.changed());
    form.addEventListener('change', () => this.changed());
    form.addEventListener('keydown', (event) => this.enter(event));
    form.addEventListener('click', (event) => this.jump(event));
    form.addEventListener('submit', (event) => this.submit(event));
    this.ask();
  }

  changed() {
    save(this.form);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  /** Ask the tables; an answer that was overtaken by another question is not looked at, and where none came
      back, nothing that was said of the form before holds it up. */
  async ask() {
    clearTimeout(this.timer);
    const turn = (this.turn ?? 0) + 1;
    this.turn = turn;
    const found = await asked(this.form);
    if (turn !== this.turn) return;
    this.found = found;
    if (!found) return;
    told(this, found);
    show(this);
  }

  enter(event) {
    if (event.key !== 'Enter' || event.isComposing || event.target.matches('textarea, button, a, summary')) return;
    event.preventDefault();
    if (this.steps.isLast) this.place.click();
    else this.steps.forward();
  }

  /** A line of the summary of faults leads to its field, on whatever step. */
  jump(event) {
    const link = event.target.closest('#faults a');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    this.steps.go(this.steps.all.indexOf(target.closest('[data-step]')), false);
    target.focus();
  }

  submit(event) {
    if (event.submitter !== this.place) return;
    save(this.form);
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    document.querySelector('[data-total]').textContent = this.say[6];
  }
}

export function start() {
  if (document.querySelector('[data-order-placed]')) sent();
  const form = document.querySelector('form[data-order]');
  if (form) new Order(form);
}
