// Boxes on a picture, in its own pixels: written in rows of four fields, kept within it, moved and widened by keys.
const STEP = 5;
const WAYS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

export const SIDES = ['left', 'top', 'width', 'height'];

/** No side is shorter. */
export const LEAST = 4;

const between = (value, least, most) => Math.min(Math.max(value, least), most);

/** The box moved back into the picture. */
export const kept = (box, most) => ({ ...box, left: between(box.left, 0, most.width - box.width), top: between(box.top, 0, most.height - box.height) });

/** The box after a key: an arrow moves it, with Shift it widens; null for other keys. */
export function stepped(box, { key, shiftKey }, most) {
  const way = WAYS[key];
  if (!way) return null;
  if (!shiftKey) return kept({ ...box, left: box.left + way[0], top: box.top + way[1] }, most);
  return { ...box, width: between(box.width + way[0], LEAST, most.width - box.left), height: between(box.height + way[1], LEAST, most.height - box.top) };
}

/** The box between two points. */
export const spanned = (from, to) => ({ left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) });

/** The four fields of a row. */
export const fields = (row) => Object.fromEntries(SIDES.map((side) => [side, row.querySelector(`[name="${side}"]`)]));

export const isEmpty = (row) => Object.values(fields(row)).every((field) => !field.value);

/** The box of a row; null while it is not whole. */
export function read(row) {
  const box = Object.fromEntries(Object.entries(fields(row)).map(([side, field]) => [side, Number.parseInt(field.value, 10)]));
  return Object.values(box).every(Number.isFinite) && box.width > 0 && box.height > 0 ? box : null;
}

/** Write a box into a row, or nothing. */
export function fill(row, box) {
  for (const [side, field] of Object.entries(fields(row))) field.value = box ? String(Math.round(box[side])) : '';
}
