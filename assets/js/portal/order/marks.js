// What is wrong, or doubtful, at its field; said only of steps that were passed.

/** Show what is wrong with a field, or that nothing is. */
function mark(form, name, text, tone = 'err') {
  const field = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  if (!field) return;
  const input = field.querySelector('input, select, textarea');
  const id = `id_${name.replaceAll('.', '-')}-${tone}`;
  field.querySelector(`.field__${tone}`)?.remove();
  const described = new Set((input?.getAttribute('aria-describedby') ?? '').split(' ').filter((one) => one && one !== id));
  if (text) {
    const line = document.createElement('span');
    line.className = `field__${tone}`;
    line.id = id;
    line.textContent = text;
    const hint = field.querySelector('.field__hint');
    if (hint) hint.before(line);
    else field.append(line);
    described.add(id);
  }
  if (described.size) input?.setAttribute('aria-describedby', [...described].join(' '));
  else input?.removeAttribute('aria-describedby');
  if (tone === 'err') {
    if (text) input?.setAttribute('aria-invalid', 'true');
    else input?.removeAttribute('aria-invalid');
  }
}

/** Mark the fields of the steps that were passed; the first input at fault in the step that is shown. */
export function show({ form, steps, seen, found }) {
  const { faults = {}, doubts = {} } = found ?? {};
  for (const field of form.querySelectorAll('[data-field]')) {
    const name = field.dataset.field;
    const step = steps.all.indexOf(field.closest('[data-step]'));
    if (step === steps.all.length - 1 || !seen.has(step)) continue;
    mark(form, name, faults[name]);
    mark(form, name, faults[name] ? '' : doubts[name], 'warn');
  }
  return steps.all[steps.at].querySelector('[aria-invalid="true"]:not([type="hidden"])');
}
