// The sections of the form as steps: one is shown, with its number and the ways on and back.
import { show } from './marks.js';
import { sum } from './summary.js';

const button = (text, look) => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = look;
  made.textContent = text;
  return made;
};

export class Steps {
  constructor(order) {
    this.order = order;
    this.all = [...order.form.querySelectorAll('[data-step]')];
    this.line = document.createElement('div');
    this.line.className = 'steps';
    this.line.innerHTML = '<span aria-live="polite"></span><progress max="1"></progress>';
    this.all[0].before(this.line);
    this.back = button(order.say[1], 'btn');
    this.next = button(order.say[0], 'btn btn--primary');
    order.place.before(this.back, this.next);
    this.back.addEventListener('click', () => this.go(this.at - 1));
    this.next.addEventListener('click', () => this.forward());
  }

  get isLast() { return this.at === this.all.length - 1; }

  go(at, focus = true) {
    this.at = Math.min(Math.max(at, 0), this.all.length - 1);
    this.all.forEach((step, n) => { step.hidden = n !== this.at; });
    this.back.hidden = !this.at;
    this.next.hidden = this.isLast;
    this.order.place.hidden = !this.isLast;
    const [text, bar] = this.line.children;
    text.textContent = this.order.say[2].replace('#', this.at + 1).replace('#', this.all.length);
    bar.value = (this.at + 1) / this.all.length;
    bar.setAttribute('aria-label', text.textContent);
    if (this.isLast) this.last();
    if (!focus) return;
    document.querySelector('.p__scroll').scrollTop = 0;
    this.all[this.at].querySelector('h2').focus({ preventScroll: true });
  }

  /** The number to order with is, until somebody says otherwise, the one of the pick-up. */
  last() {
    const { elements } = this.order.form;
    if (elements.phone?.type === 'tel' && !elements.phone.value) elements.phone.value = elements.pickup_phone.value;
    sum(this.order.form, this.all.slice(0, -1));
  }

  async forward() {
    this.next.setAttribute('aria-busy', 'true');
    await this.order.ask();
    this.next.removeAttribute('aria-busy');
    this.order.seen.add(this.at);
    const wrong = show(this.order);
    if (wrong) wrong.focus();
    else this.go(this.at + 1);
  }
}
