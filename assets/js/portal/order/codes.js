// Sending the code without leaving the form, and when it may be asked for again.
const AGAIN_S = 60;

export function codes(form, say) {
  const button = form.querySelector('[data-code]');
  const said = form.querySelector('[data-code-said]');
  if (!button) return;
  const count = (left) => {
    button.disabled = left > 0;
    button.textContent = left > 0 ? say[10].replace('#', left) : say[11];
    if (left > 0) setTimeout(() => count(left - 1), 1000);
  };
  button.addEventListener('click', async (event) => {
    event.preventDefault();
    button.disabled = true;
    const body = new FormData(form);
    body.delete('photos');
    body.set('do', 'code');
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } });
      const found = await answer.json();
      said.className = found.sent ? 'field__ok' : 'field__err';
      said.textContent = found.sent ? say[9] : found.say;
      if (found.sent) form.elements.code.focus();
      count(found.sent ? AGAIN_S : Math.min(found.wait, AGAIN_S));
    } catch {
      said.className = 'field__err';
      said.textContent = say[6];
      button.disabled = false;
    }
  });
}
