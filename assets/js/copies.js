// The copy of a form that the browser keeps until the server has what was typed. It is named after the address that
// the drafts go to, which changes when a draft gets its own.
import { drop, fields, fill, keep, recall } from './drafts.js';
import { say } from './words.js';

export class Copy {
  /** `saver` is the <desk-autosave>: it knows the form, the name and the version. */
  constructor(saver) { this.saver = saver; }

  put(more) {
    const { key, version, form } = this.saver;
    if (this.name !== key) this.forget();
    this.name = key;
    keep(key, { version, pairs: fields(form), ...more });
  }

  forget() {
    if (this.name) drop(this.name);
    if (this.saver.form) drop(this.saver.key);
    this.name = null;
  }

  /** What was not saved comes back: by itself into the very version it was typed in, else at a press. */
  restore() {
    const { form, key, version, line } = this.saver;
    const copy = form && recall(key);
    if (!copy) return;
    const put = () => { fill(form, copy.pairs); this.saver.show('saved', say('draft_restored')); };
    if (copy.version === version) return put();
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: say('draft_restore') });
    button.addEventListener('click', put);
    line.replaceChildren(button);
  }
}
