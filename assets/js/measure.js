// How long a text is as an SMS, as networks count it: pure, the same as yinuo/core/text/sms.py.
// Only Latin text is counted in septets; anything Chinese in 16-bit units, 70 alone or 67 a part.
const BASIC = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?'
  + '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '\f^{}\\[~]|€';

/** {units, parts, one}: how many units, in how many messages, and how many fit into one. */
export function measure(text) {
  const characters = [...text];
  const latin = characters.every((one) => BASIC.includes(one) || EXTENDED.includes(one));
  const size = (one) => (latin ? 1 + Number(EXTENDED.includes(one)) : one.length);
  const [one, part] = latin ? [160, 153] : [70, 67];
  const units = characters.reduce((sum, each) => sum + size(each), 0);
  if (units <= one) return { units, parts: text ? 1 : 0, one };
  let parts = 1;
  let filled = 0;
  for (const each of characters) {
    if (filled + size(each) > part) { parts += 1; filled = 0; }
    filled += size(each);
  }
  return { units, parts, one };
}
