// <desk-sms for limit part>: how long a text message is as networks count it (UTF-16 units), of how many parts.
// The text is the server's, in [data-text], or what is being written in the field named by `for`.
/** Units and parts of `text`. */
export function measure(text, limit = 70, part = 67) {
  return { units: text.length, parts: text.length <= limit ? 1 : Math.ceil(text.length / part) };
}

class DeskSms extends HTMLElement {
  connectedCallback() {
    this.quiet = new AbortController();
    const draw = (event) => { if (!event?.isComposing) this.draw(); };
    const field = document.getElementById(this.getAttribute('for'));
    for (const name of ['input', 'compositionend']) field?.addEventListener(name, draw, { signal: this.quiet.signal });
    this.watch = new MutationObserver(() => this.draw());
    const text = this.querySelector('[data-text]');
    if (text) this.watch.observe(text, { childList: true, characterData: true, subtree: true });
    this.draw();
  }

  disconnectedCallback() { this.quiet.abort(); this.watch.disconnect(); }

  draw() {
    const limit = Number(this.getAttribute('limit') ?? 70);
    const field = document.getElementById(this.getAttribute('for'));
    const text = field ? field.value : this.querySelector('[data-text]')?.textContent.trim() ?? '';
    const { units, parts } = measure(text, limit, Number(this.getAttribute('part') ?? 67));
    const put = (selector, value) => { const at = this.querySelector(selector); if (at) at.textContent = value; };
    put('[data-units]', units);
    put('[data-parts]', parts);
    this.querySelector('.bar rect')?.setAttribute('width', `${Math.min(100, (units / limit) * 100)}%`);
    this.querySelector('.bar')?.setAttribute('class', `bar ${units > limit ? 'bar--bad' : 'bar--ok'}`);
  }
}

customElements.define('desk-sms', DeskSms);
