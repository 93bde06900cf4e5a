// <desk-cover data-width data-height>: the parts to black out of a picture, drawn over it. The numbers in the rows of
// the form are what counts; here they are drawn, dragged out with the pointer, and moved with the keyboard.
const STEP = 5;
const SIDES = ['left', 'top', 'width', 'height'];
const LEAST = 4;

class DeskCover extends HTMLElement {
  connectedCallback() {
    this.picture = this.querySelector('.cover__p');
    const more = this.querySelector('[data-cover-add]');
    more.hidden = false;
    more.addEventListener('click', () => this.fields(this.row()).left.focus());
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

  fields(row) { return Object.fromEntries(SIDES.map((side) => [side, row.querySelector(`[name="${side}"]`)])); }

  /** The numbers of a row; null while it is not whole. */
  read(row) {
    const box = Object.fromEntries(SIDES.map((side) => [side, Number.parseInt(this.fields(row)[side].value, 10)]));
    return Object.values(box).every(Number.isFinite) && box.width > 0 && box.height > 0 ? box : null;
  }

  write(row, box) {
    for (const side of SIDES) this.fields(row)[side].value = box ? String(Math.round(box[side])) : '';
    this.draw();
  }

  /** The first row that says nothing yet, or a new one. */
  row() {
    const empty = this.rows.find((row) => SIDES.every((side) => !this.fields(row)[side].value));
    if (empty) return empty;
    const made = this.rows[0].cloneNode(true);
    made.firstElementChild.textContent = made.firstElementChild.textContent.replace(/\d+/, String(this.rows.length + 1));
    for (const input of made.querySelectorAll('input')) input.value = '';
    this.querySelector('.cover__r').append(made);
    return made;
  }

  draw() {
    for (const [at, row] of this.rows.entries()) {
      const box = this.read(row);
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
    const before = held && this.read(row);
    this.picture.setPointerCapture(event.pointerId);
    const move = (next) => {
      const to = this.at(next);
      const box = before
        ? this.kept({ ...before, left: before.left + to.x - from.x, top: before.top + to.y - from.y })
        : { left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
      if (before || (box.width >= LEAST && box.height >= LEAST)) this.write(row, box);
    };
    const done = () => {
      this.picture.removeEventListener('pointermove', move);
      this.picture.querySelector(`[data-row="${this.rows.indexOf(row)}"]`)?.focus();
    };
    this.picture.addEventListener('pointermove', move);
    this.picture.addEventListener('pointerup', done, { once: true });
  }

  /** The box moved back into the picture. */
  kept(box) {
    const { width, height } = this.most;
    return { ...box, left: Math.min(Math.max(box.left, 0), width - box.width), top: Math.min(Math.max(box.top, 0), height - box.height) };
  }

  press(event) {
    const row = this.rows[Number(event.target.dataset?.row ?? -1)];
    const box = row && this.read(row);
    if (!box) return;
    const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') {
      this.write(row, null);
      this.querySelector('[data-cover-add]').focus();
    } else if (step && event.shiftKey) {
      const { width, height } = this.most;
      this.write(row, { ...box, width: Math.min(Math.max(box.width + step[0], LEAST), width - box.left), height: Math.min(Math.max(box.height + step[1], LEAST), height - box.top) });
    } else if (step) this.write(row, this.kept({ ...box, left: box.left + step[0], top: box.top + step[1] }));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

customElements.define('desk-cover', DeskCover);
