// What a person typed is never overwritten by an older answer: a morph leaves the value of a field alone that was
// touched since the request left whose answer is being put in.
import htmx from './htmx.js';

const touched = new WeakMap();
let left = 0;

/** Somebody types in this field. */
export const typing = (field) => touched.set(field, performance.now());

/** A request with everything typed so far leaves now. */
export const sent = () => { left = performance.now(); };

const newer = (field) => (touched.get(field) ?? -1) > left;

htmx.registerExtension('keep-typed', {
  htmx_before_morph_attr: (field, { attrName }) => !((attrName === 'value' || attrName === 'checked' || attrName === 'selected') && newer(field)),
});
