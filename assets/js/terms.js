// How a promise stands, and how its time is written: pure, the same as yinuo/ui/countdowns.py.

/** `left` and `total` in seconds: calm, soon (a third left), urgent (a tenth, or a minute), late. */
export const stateOf = (left, total) => {
  if (left < 0) return 'late';
  if (left <= 60 || left * 10 <= total) return 'urgent';
  return left * 3 <= total ? 'soon' : 'calm';
};

const two = (n) => String(n).padStart(2, '0');

/** Seconds as [form, text]: mm:ss, h:mm:ss, from 10 hours whole hours, from 3 days whole days. */
export function span(seconds) {
  const s = Math.floor(Math.abs(seconds));
  if (s >= 259_200) return ['days', String(Math.floor(s / 86_400))];
  if (s >= 36_000) return ['hours', String(Math.floor(s / 3600))];
  const rest = `${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`;
  return ['time', s >= 3600 ? `${Math.floor(s / 3600)}:${rest}` : rest];
}
