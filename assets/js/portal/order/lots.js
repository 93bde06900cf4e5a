// Several kinds of goods in one order: one more, one less, and the volume from the size of a piece.
const MOST = 20;

export function lots(form, title, changed) {
  const box = form.querySelector('[data-lots]');
  const add = form.querySelector('[data-add]');
  const name = (lot, n) => {
    for (const el of lot.querySelectorAll('[name^="lots."], [id], [for], [aria-describedby], [data-field]')) {
      for (const at of ['name', 'id', 'for', 'aria-describedby', 'data-field', 'aria-labelledby']) {
        const said = el.getAttribute(at);
        if (said) el.setAttribute(at, said.replace(/lots([.-])\d+/g, `lots$1${n}`));
      }
    }
    lot.querySelector('[data-lot-title]').textContent = title.replace('#', n + 1);
    lot.querySelector('[data-drop]').value = `drop-${n}`;
  };
  const number = () => {
    const all = [...box.children];
    all.forEach(name);
    for (const lot of all) lot.querySelector('[data-drop]').hidden = all.length < 2;
    if (add) add.hidden = all.length >= MOST;
  };
  const more = (isQuiet) => {
    const lot = box.lastElementChild.cloneNode(true);
    for (const el of lot.querySelectorAll('input, select')) {
      el.value = '';
      el.removeAttribute('aria-invalid');
    }
    lot.querySelectorAll('.field__err, .field__warn').forEach((line) => line.remove());
    box.append(lot);
    number();
    if (!isQuiet) lot.querySelector('input').focus();
  };
  add?.addEventListener('click', (event) => { event.preventDefault(); more(false); changed(); });
  form.addEventListener('lots:add', () => more(true));
  box.addEventListener('click', (event) => {
    const drop = event.target.closest('[data-drop]');
    if (!drop) return;
    event.preventDefault();
    drop.closest('[data-lot]').remove();
    number();
    box.lastElementChild.querySelector('input').focus();
    changed();
  });
  box.querySelectorAll('[data-sizes]').forEach((one) => { one.hidden = false; });
  box.addEventListener('input', ({ target }) => {
    if (!target.matches('[data-size]')) return;
    const lot = target.closest('[data-lot]');
    const sides = [...lot.querySelectorAll('[data-size]')].map((one) => Number(one.value));
    const pieces = Number(lot.querySelector('[name$=".pieces"]').value) || 1;
    const cubic = sides.reduce((all, one) => all * one, pieces) / 1e6;
    if (cubic > 0) lot.querySelector('[name$=".volume"]').value = String(Math.max(Math.round(cubic * 1000) / 1000, 0.001));
  });
}
