// <form data-preferences>: theme, single keys and sounds act at once and are kept by the server.
import { csrf } from './htmx.js';

document.addEventListener('change', ({ target }) => {
  const form = target.closest?.('form[data-preferences]');
  if (!form) return;
  const { dataset } = document.documentElement;
  const chosen = new FormData(form);
  dataset.theme = chosen.get('theme') ?? dataset.theme;
  for (const name of ['keys', 'sounds']) if (form.elements[name]) dataset[name] = chosen.has(name) ? 'on' : 'off';
  const body = new URLSearchParams(chosen);
  fetch(form.action, { method: 'POST', body, headers: { 'X-CSRFToken': csrf() }, redirect: 'manual', keepalive: true });
});
