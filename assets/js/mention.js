// <desk-mention src>: whom a note means. After @ the colleagues are offered who see the ticket; picked by keys or
// pointer, "@李敏 8011 " is written. Typed out by hand it means the same.
import { DeskCombobox } from './combobox.js';

const TYPED = /(?:^|[^A-Za-z0-9._%+-])[@＠]([^\s@＠]{0,20})$/;

class DeskMention extends DeskCombobox {
  get input() { return this.querySelector('textarea'); }

  get before() { return this.input.value.slice(0, this.input.selectionStart); }

  asked() { return TYPED.exec(this.before)?.[1] ?? null; }

  open() { super.open(); if (this.options.length) this.mark(this.options[0]); }

  expand() {}   // a text area says by aria-activedescendant alone that something is offered

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Tab' && !event.shiftKey && this.current?.isConnected && this.options.length) {
      event.preventDefault();
      this.pick(this.current);
    } else super.press(event);
  }

  pick(option) {
    if (!option) return;
    const said = TYPED.exec(this.before);
    if (said) {
      const end = this.input.selectionStart;
      this.input.setRangeText(`${option.dataset.value} `, end - said[1].length - 1, end, 'end');
    }
    this.close();
    this.input.focus();
    this.input.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

customElements.define('desk-mention', DeskMention);
