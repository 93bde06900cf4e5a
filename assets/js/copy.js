// data-copy="text", or data-copy-from="id": to the clipboard, also without https.
import { announce } from './announce.js';
import { say } from './words.js';

async function put(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement('textarea'), { value: text, className: 'vh' });
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  return area.remove();
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-copy], [data-copy-from]');
  if (!button) return;
  const from = document.getElementById(button.dataset.copyFrom);
  const before = document.activeElement;
  await put(button.dataset.copy ?? from?.textContent.trim() ?? '');
  before?.focus();
  announce(say('copied'));
  button.dataset.copied = '';
  setTimeout(() => delete button.dataset.copied, 1500);
});
