// A line that is cut off tells the whole of itself to whoever points at it.
const isCut = (el) => el?.scrollWidth > el?.clientWidth && getComputedStyle(el).textOverflow === 'ellipsis';

document.addEventListener('pointerover', ({ target }) => {
  const line = [target, target.parentElement].find(isCut);
  if (line && !line.title) line.title = line.textContent.trim();
}, { passive: true });
