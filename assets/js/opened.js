// What is open beside a list: its row is marked, the tab is called after it, and on a phone it takes the place of
// the list. The opened part says so: <… data-title="261120021" data-row="q-ref">.
const SLOW_MS = 300;
const waits = new WeakMap();

document.addEventListener('htmx:after:swap', () => {
  const part = document.querySelector('[data-title][data-row]');
  if (!part) return;
  const [company] = document.title.split(' · ').slice(-1);
  document.title = `${part.dataset.title} · ${company}`;
  part.closest('main')?.classList.add('wb--open');
  for (const row of document.querySelectorAll('.q--row')) {
    if (row.id === part.dataset.row) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
  }
});

// <template data-skeleton="#work">: the shape of what is being waited for, shown when waiting becomes noticeable.
document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  const { target } = ctx;
  const shape = target?.id && document.querySelector(`template[data-skeleton="#${target.id}"]`);
  if (!shape) return;
  waits.set(ctx, setTimeout(() => {
    const skeleton = shape.content.firstElementChild.cloneNode(true);
    target.after(skeleton);
    target.hidden = true;
    waits.set(ctx, { skeleton, target });
  }, SLOW_MS));
});

document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
  const wait = waits.get(ctx);
  clearTimeout(wait);
  wait?.skeleton?.remove();
  if (wait?.target) wait.target.hidden = false;
});
