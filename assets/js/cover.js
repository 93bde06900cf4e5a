// <desk-cover data-width data-height>: the parts to black out of a picture, drawn over it. The numbers in the rows of
// the form are what counts; here they are drawn, dragged out with the pointer, and moved with the keyboard.
import { LEAST, SIDES, fields, fill, isEmpty, kept, read, spanned, stepped } from './boxes.js';

class DeskCover extends HTMLElement {
  connectedCallback() {
    this.picture = this.querySelector('.cover__p');
    this.more = this.querySelector('[data-cover-add]');
    this.more.hidden = false;
    this.more.addEventListener('click', () => fields(this.row()).left.focus());
    this.addEventListener('input', () => this.draw());
    this.picture.addEventListener('pointerdown', (event) => this.drag(event));
    this.picture.addEventListener('keydown', (event) => this.press(event));
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.picture);
    this.draw();
  }

  disconnectedCallback() { this.watch?.disconnect(); }

  get rows() { return [...this.querySelectorAll('.cover__r > li')]; }
  get scale() { return Number(this.dataset.width) / (this.picture.clientWidth || 1); }
  get most() { return { width: Number(this.dataset.width), height: Number(this.dataset.height) }; }

  write(row, box) { fill(row, box); this.draw(); }

  /** The first row that says nothing yet, or a new one. */
  row() {
    const empty = this.rows.find(isEmpty);
    if (empty) return empty;
    const made = this.rows[0].cloneNode(true);
    made.firstElementChild.textContent = made.firstElementChild.textContent.replace(/\d+/, String(this.rows.length + 1));
    fill(made, null);
    this.querySelector('.cover__r').append(made);
    return made;
  }

  draw() {
    for (const [at, row] of this.rows.entries()) {
      const box = read(row);
      let drawn = this.picture.querySelector(`[data-row="${at}"]`);
      if (!box) { drawn?.remove(); continue; }
      if (!drawn) {
        drawn = Object.assign(document.createElement('button'), { type: 'button', className: 'cover__b' });
        drawn.dataset.row = String(at);
        drawn.setAttribute('aria-label', this.dataset.label.replace('{n}', String(at + 1)));
        this.picture.append(drawn);
      }
      for (const side of SIDES) drawn.style[side] = `${box[side] / this.scale}px`;
    }
  }

  /** Where the pointer is, in pixels of the picture. */
  at(event) {
    const frame = this.picture.getBoundingClientRect();
    const within = (value, most) => Math.min(Math.max(value * this.scale, 0), most);
    return { x: within(event.clientX - frame.left, this.most.width), y: within(event.clientY - frame.top, this.most.height) };
  }

  drag(event) {
    if (event.button) return;
    event.preventDefault();
    const from = this.at(event);
    const held = event.target.closest('.cover__b');
    held?.focus();
    const row = held ? this.rows[Number(held.dataset.row)] : this.row();
    const before = held && read(row);
    this.picture.setPointerCapture(event.pointerId);
    const move = (next) => {
      const to = this.at(next);
      const box = before
        ? kept({ ...before, left: before.left + to.x - from.x, top: before.top + to.y - from.y }, this.most)
        : spanned(from, to);
      if (before || (box.width >= LEAST && box.height >= LEAST)) this.write(row, box);
    };
    const done = () => {
      this.picture.removeEventListener('pointermove', move);
      this.picture.querySelector(`[data-row="${this.rows.indexOf(row)}"]`)?.focus();
    };
    this.picture.addEventListener('pointermove', move);
    this.picture.addEventListener('lostpointercapture', done, { once: true });
  }

  press(event) {
    const row = this.rows[Number(event.target.dataset?.row ?? -1)];
    const box = row && read(row);
    if (!box) return;
    const next = stepped(box, event, this.most);
    if (next) this.write(row, next);
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.write(row, null);
      this.more.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

customElements.define('desk-cover', DeskCover);
