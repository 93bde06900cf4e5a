// A form that was pressed, as it waits on the phone.
import { filesOf } from './photos.js';
import { signed } from './signature.js';

const content = (fields) => JSON.stringify(fields.map(([name, value]) => [name, value.size ?? value]));

/** The fields of a form as they are sent: pictures scaled down, the signature drawn, no token. */
async function fieldsOf(form, pressed) {
  const fields = [...new FormData(form, pressed)].filter(([name, value]) => name !== 'csrfmiddlewaretoken' && typeof value === 'string');
  for (const [name, blob] of await filesOf(form)) fields.push([name, blob]);
  const drawing = await signed(form);
  if (drawing) fields.push(['signature', drawing]);
  return fields;
}

/** What is queued; an act of its own where the same page, kept for where there is no network, was used for another
 * one that is queued (`before`). */
export async function actOf(form, pressed, before) {
  let fields = await fieldsOf(form, pressed);
  const at = Math.max(Date.now(), ...before.map((one) => one.at + 1)); // a clock set back changes no order
  let id = new Map(fields).get('form_key');
  const known = before.find((one) => one.id === id && one.state !== 'conflict');
  if (known && content(known.fields) !== content(fields)) {
    id = `${id.slice(0, 30)}-${at.toString(36)}`;
    fields = [...fields.filter(([name]) => name !== 'form_key'), ['form_key', id]];
  }
  return { id, at, url: form.action, back: form.dataset.back ?? '', title: form.dataset.queue, fields, state: 'waiting', words: '' };
}

/** Where the phone keeps nothing it is sent as any form is, with what was photographed and signed. */
export function plainly(form, fields) {
  for (const [name, value] of fields.filter(([, one]) => one instanceof Blob)) {
    const box = new DataTransfer();
    box.items.add(new File([value], `${name}.jpg`, { type: value.type }));
    const input = Object.assign(document.createElement('input'), { type: 'file', name, hidden: true });
    input.files = box.files;
    form.append(input);
  }
  form.removeAttribute('aria-busy');
  form.submit();
}
