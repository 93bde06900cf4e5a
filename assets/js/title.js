// The tab's title carries how many rows wait and how many are late: of <desk-list data-title-count="n">, or the
// rows that a region with [data-title-count] holds.
import { onTick } from './clock.js';
import { say } from './words.js';

let mark = '';

onTick(() => {
  const list = document.querySelector('[data-title-count]');
  if (!list) return;
  const n = Number(list.dataset.titleCount) || list.querySelectorAll('[role="option"]').length;
  const late = list.querySelectorAll('desk-countdown[data-s="late"]').length;
  const next = n ? `${say(late ? 'title_late' : 'title', { n, late })} ` : '';
  const plain = document.title.startsWith(mark) ? document.title.slice(mark.length) : document.title;
  if (document.title !== next + plain) document.title = next + plain;
  mark = next;
});
