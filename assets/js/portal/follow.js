// The live page asks for its changing part again: with the mark of what it has, so that mostly nothing comes
// back. Hidden pages wait; a lost network is said, and what stands here stays.
const region = document.querySelector('[data-follow]');
const note = document.querySelector('[data-follow-note]');
const said = document.querySelector('[data-follow-said]');
let { etag } = region?.dataset ?? {};
const ahead = new Date(region?.dataset.now) - Date.now();   // the desk's clock counts, not the phone's
const now = () => new Date(Date.now() + ahead);
let seenAt = now();

const clock = () => seenAt.toLocaleTimeString('zh-CN', {
  hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: region.dataset.zone,
});
const state = () => region.querySelector('[data-state]')?.dataset.state;

const show = (html) => {
  const before = state();
  const focused = region.contains(document.activeElement) && document.activeElement.getAttribute('href');
  region.innerHTML = html;
  if (focused) region.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  if (state() !== before) said.textContent = said.dataset.words + state();
  region.dispatchEvent(new CustomEvent('follow:shown', { bubbles: true }));
};

const ask = async () => {
  try {
    const answer = await fetch(region.dataset.follow, { headers: { 'If-None-Match': etag }, cache: 'no-store' });
    if (answer.status === 200) {
      etag = answer.headers.get('ETag');
      show(await answer.text());
    } else if ([403, 404, 410].includes(answer.status)) {
      return location.reload();   // the page itself says why
    } else if (answer.status !== 304) throw new Error(answer.status);
    seenAt = now();
    note.textContent = `${note.dataset.fresh} ${clock()}`;
  } catch {
    note.textContent = `${note.dataset.lost} ${clock()}`;
  }
  note.classList.toggle('live__old', now() - seenAt > 60000);
  return undefined;
};

if (region) {
  const every = Number(region.dataset.every) * 1000;
  setInterval(() => { if (!document.hidden) ask(); }, every);
  document.addEventListener('visibilitychange', () => { if (!document.hidden && now() - seenAt > every) ask(); });
  note.textContent = `${note.dataset.fresh} ${clock()}`;
}
