// After a refused form, the focus goes to the first gap.
const first = (part) => {
  const gap = part?.querySelector('[aria-invalid="true"]');
  (gap?.matches('div') ? gap.querySelector('input') : gap)?.focus();
};

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (ctx.response?.status === 422) first(document.getElementById(ctx.target?.id) ?? document);
});
document.addEventListener('DOMContentLoaded', () => first(document.querySelector('main')));
