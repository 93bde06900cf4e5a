// What is wrong with the page as it is drawn: clipped text, text under 11 px, a page wider than the screen,
// targets that cannot be hit. Returns one line for each fault.
const faults = [];
const named = (el) => `${el.localName}${el.id ? `#${el.id}` : ''}${[...el.classList].map((c) => `.${c}`).join('')} "${el.textContent.trim().slice(0, 40)}"`;
const NOT_TEXT = 'svg, svg *, input, select, textarea, script, style, template, .vh, .vh *, .skip, [aria-hidden="true"] *, option';

for (const el of document.body.querySelectorAll('*')) {
  if (el.matches(NOT_TEXT) || !el.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
  const style = getComputedStyle(el);
  const hides = ['visible', 'hidden', 'clip'].includes(style.overflowX);
  if (hides && el.clientWidth > 0 && style.textOverflow !== 'ellipsis' && el.scrollWidth > el.clientWidth + 1) {
    const inner = [...el.querySelectorAll('*')].some((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && !one.matches(NOT_TEXT) && ['visible', 'hidden', 'clip'].includes(getComputedStyle(one).overflowX) && getComputedStyle(one).textOverflow !== 'ellipsis');
    if (!inner) faults.push(`clipped: ${named(el)} needs ${el.scrollWidth}px, has ${el.clientWidth}px`);
  }
  const says = [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (says && parseFloat(style.fontSize) < 11) faults.push(`small: ${named(el)} ${style.fontSize}`);
}
const { scrollWidth } = document.documentElement;
if (scrollWidth > innerWidth) faults.push(`page is ${scrollWidth}px wide, the screen ${innerWidth}px`);
return faults;
