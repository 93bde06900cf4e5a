// The keyboard map. Keys are declared on the control they press: data-key="j", "g o" (one after the other),
// "Ctrl+Enter", "/ | Ctrl+K" (either). Single keys are off while typing or composing, and where the person
// switched them off; the control nearest to the focus wins.
const PATIENCE_MS = 1200;
const WRITING = 'textarea, select, [contenteditable="true"], input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])';
let typed = [];
let timer;

/** The sequences that a data-key names, each a list of strokes in lower case. */
export const sequences = (text) =>
  text.split(' | ').map((one) => one.trim().toLowerCase().split(/\s+/)).filter(([stroke]) => stroke);

/** A key press as it is written in data-key. */
function stroke(event) {
  const plain = event.altKey && /^(Digit|Key)/.test(event.code) ? event.code.slice(-1) : event.key;
  const key = plain === ' ' ? 'space' : plain.toLowerCase();
  const shift = event.shiftKey && (key.length > 1 || key !== key.toUpperCase());
  return `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`;
}

const isSingle = (event) => !event.ctrlKey && !event.metaKey && !event.altKey && !/^F\d+$/.test(event.key);

/** How far up from the focus one must go to find `control` below. */
function distance(control) {
  let steps = 0;
  for (let at = document.activeElement; at && !at.contains(control); at = at.parentElement) steps += 1;
  return steps;
}

function controls() {
  const within = [...document.querySelectorAll('dialog:modal')].pop() ?? document;
  return [...within.querySelectorAll('[data-key]')].filter((el) => !el.disabled && el.getClientRects().length);
}

function press(control) {
  if (control.matches(WRITING)) { control.focus(); control.select?.(); } else control.click();
}

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.defaultPrevented || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return;
  const off = document.documentElement.dataset.keys === 'off' || event.target.matches?.(WRITING);
  if (isSingle(event) && off) return;
  clearTimeout(timer);
  const now = stroke(event);
  const all = controls().flatMap((control) => sequences(control.dataset.key).map((sequence) => ({ control, sequence })));
  const fitting = (strokes) => all.filter(({ sequence }) => strokes.every((one, i) => one === sequence[i]));
  typed = fitting([...typed, now]).length ? [...typed, now] : [now];
  const fits = fitting(typed);
  const whole = fits.filter(({ sequence }) => sequence.length === typed.length);
  if (fits.length) event.preventDefault();
  if (whole.length || !fits.length) typed = [];
  else timer = setTimeout(() => { typed = []; }, PATIENCE_MS);
  if (whole.length) press(whole.map(({ control }) => control).sort((a, b) => distance(a) - distance(b))[0]);
});
