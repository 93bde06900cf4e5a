// <div data-counter="15"><button value="-1">…<input>…<button value="1">: pieces counted with one thumb. What the
// main button says follows; what differs from the order is asked about.
import { say } from '../words.js';

function told(field) {
  const input = field.querySelector('input');
  const count = Number(input.value) || 0;
  const ordered = Number(field.dataset.counter);
  const line = field.parentElement.querySelector('[data-differs]');
  if (line) {
    line.hidden = !ordered || count === ordered;
    line.textContent = say(count < ordered ? 'fewer' : 'more', { n: Math.abs(count - ordered) });
  }
  const button = document.querySelector('[data-counted]');
  if (button && count) button.textContent = say('counted', { n: count });
}

export function startCounters() {
  for (const field of document.querySelectorAll('[data-counter]:not([data-on])')) {
    field.dataset.on = 'true';
    const input = field.querySelector('input');
    for (const button of field.querySelectorAll('button')) {
      button.hidden = false;
      button.addEventListener('click', () => {
        input.value = Math.max(1, (Number(input.value) || 0) + Number(button.value));
        told(field);
      });
    }
    input.addEventListener('input', () => told(field));
  }
}
