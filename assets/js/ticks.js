// <input type="checkbox" data-submits>: sends its form at once. It shows the tick before the answer is there; a
// refusal takes it back, and a region that comes anew shows what the server knows.
const boxes = () => document.querySelectorAll('[data-submits]');
const settle = (box) => { box.checked = box.defaultChecked; };

document.addEventListener('change', ({ target }) => { if (target.matches?.('[data-submits]')) target.form.requestSubmit(); });

document.addEventListener('htmx:response:error', ({ target }) => target.querySelectorAll?.('[data-submits]').forEach(settle));
document.addEventListener('htmx:error', ({ target }) => target.querySelectorAll?.('[data-submits]').forEach(settle));

document.addEventListener('htmx:after:swap', () => {
  for (const box of boxes()) if (!('sending' in box.form.dataset)) settle(box);
});
