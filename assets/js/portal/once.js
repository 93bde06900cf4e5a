// A form is sent once: until the next page is there, a second press does nothing and the button says so.
const PATIENCE_MS = 12000;   // then the connection is lost, and it may be tried again

const free = (form) => {
  delete form.dataset.sending;
  form.querySelectorAll('[aria-busy]').forEach((button) => button.removeAttribute('aria-busy'));
};

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if ('sending' in form.dataset) return event.preventDefault();
  if (event.defaultPrevented) return undefined;
  form.dataset.sending = '';
  submitter?.setAttribute('aria-busy', 'true');
  setTimeout(() => free(form), PATIENCE_MS);
  return undefined;
});
addEventListener('pageshow', () => document.querySelectorAll('form[data-sending]').forEach(free));
