// What the server answers to a draft: the version alone, or the region as it is now, morphed in.
import htmx from './htmx.js';

/** Whether the server has taken what was sent; not when it asks to sign in again. */
export const took = (answer) => Boolean(answer?.ok) && !answer.headers.get('HX-Redirect')?.startsWith('/sign-in');

/** Put `answer` into the element `into` (a selector), or its version into `form`. */
export async function putIn(form, into, answer) {
  const type = answer?.headers.get('Content-Type') ?? '';
  if (into && type.includes('html') && (answer.ok || answer.status === 409)) {
    const text = await answer.text();
    const hx = { replaceurl: answer.headers.get('HX-Replace-Url') };
    await htmx.swap({ text, target: document.querySelector(into), swap: 'outerMorph', sourceElement: form, hx, request: {} });
  } else if (answer?.ok && type.includes('json')) {
    const told = await answer.json();
    const version = form.elements.namedItem('version');
    if (version && told.version !== undefined) version.value = told.version;
  }
}
