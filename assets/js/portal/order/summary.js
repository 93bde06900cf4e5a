// What was filled in, once more: each step with its answers.
function shown(el) {
  if (el.tagName === 'SELECT') return el.value && el.selectedOptions[0].text;
  if (el.type === 'radio') return el.checked && el.nextElementSibling.textContent;
  return el.value && el.value + (el.parentElement.matches('.affix') ? el.nextElementSibling.textContent : '');
}

function line(title, said) {
  const [name, value] = [document.createElement('dt'), document.createElement('dd')];
  name.textContent = title;
  value.textContent = said;
  return [name, value];
}

export function sum(form, steps) {
  const box = form.querySelector('[data-summary]');
  box.replaceChildren(...steps.flatMap((step) => {
    const said = [...step.querySelectorAll('[name]:not([type="file"], [data-known], button)')].map(shown).filter(Boolean);
    return said.length ? line(step.dataset.step, said.join(' · ')) : [];
  }));
  box.hidden = !box.children.length;
}
