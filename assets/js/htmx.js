// htmx, set up once: what never swaps, no eval, the CSRF token on every change.
import htmx from 'htmx.org/dist/htmx.esm.min.js';

const refuse = () => { throw new Error('htmx may not run code from attributes'); };

htmx.registerExtension('no-eval', { init: (api) => api.initSecurity(null, refuse, refuse) });
Object.assign(htmx.config, {
  noSwap: [204, 304, 400, 401, 403, 404, 409, 429, '5xx'],
  history: 'reload',
  implicitInheritance: false,
  defaultSwap: 'outerMorph',
  defaultTimeout: 30_000,
  morphIgnore: ['data-htmx-powered', 'data-sending', 'data-copied', 'open', 'tabindex', 'aria-expanded', 'aria-activedescendant'],
});

export const csrf = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';

document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
  if (ctx.request.method !== 'GET') ctx.request.headers['X-CSRFToken'] = csrf();
});

export default htmx;
