// After a refused form, the focus goes to the first gap.
const first = (part) => part?.querySelector('[aria-invalid="true"]')?.focus();

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (ctx.response?.status === 422) first(document.getElementById(ctx.target?.id) ?? document);
});
document.addEventListener('DOMContentLoaded', () => first(document.querySelector('main')));
