// Province, city, district as three choices instead of one text; the text stays what is sent.
const asked = new Map();
const within = (home, code) => {
  if (!asked.has(code)) {
    asked.set(code, fetch(home.replace('/0/', `/${code}/`)).then((answer) => (answer.ok ? answer.json() : { in: [] }))
      .then((found) => found.in).catch(() => { asked.delete(code); return null; }));
  }
  return asked.get(code);
};

class Area {
  constructor(form, input, say) {
    this.home = form.dataset.places;
    this.input = input;
    this.say = say;
    this.box = document.createElement('div');
    this.box.className = 'areas';
    this.box.setAttribute('role', 'group');
    this.box.setAttribute('aria-label', input.closest('.field').querySelector('label').textContent.trim());
    this.selects = [12, 13, 14].map((at, level) => {
      const select = document.createElement('select');
      select.className = 'select';
      select.setAttribute('aria-label', say[at]);
      select.addEventListener('change', () => this.chosen(level));
      return select;
    });
    this.box.append(...this.selects);
    this.begin();
  }

  /** Only when the list of provinces came the choices take the place of the text. */
  async begin() {
    if (!await this.fill(0, '0')) return;
    this.input.after(this.box);
    this.input.type = 'hidden';
    this.input.closest('.field').querySelector('.field__hint')?.remove();
    await this.read();
  }

  async fill(level, code) {
    const found = code ? await within(this.home, code) : [];
    if (!found) return false;
    this.selects[level].replaceChildren(
      new Option(this.say[12 + level], ''), ...found.map(([one, name]) => new Option(name, one)));
    this.selects[level].hidden = level > 0 && !found.length;
    for (const later of this.selects.slice(level + 1)) { later.replaceChildren(new Option(this.say[12 + this.selects.indexOf(later)], '')); later.hidden = false; }
    return true;
  }

  async chosen(level) {
    if (level < 2) await this.fill(level + 1, this.selects[level].value);
    this.input.value = this.selects.filter((one) => one.value).map((one) => one.selectedOptions[0].text).join('');
    this.input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** The choices as the text says. */
  async read() {
    let text = this.input.value.replaceAll(/\s/g, '');
    let code = '0';
    for (const [level, select] of this.selects.entries()) {
      if (!await this.fill(level, code)) return;
      const option = [...select.options].slice(1).find((one) => text.startsWith(one.text));
      if (!option) return;
      select.value = option.value;
      code = option.value;
      text = text.slice(option.text.length);
    }
  }
}

export function areas(form, say) {
  const all = [...form.querySelectorAll('[data-area]')].map((input) => new Area(form, input, say));
  form.addEventListener('areas:read', () => all.forEach((one) => one.read()));
  form.addEventListener('areas:reset', ({ detail }) => all.filter((one) => one.input.name === `${detail}_area`).forEach((one) => one.read()));
}
