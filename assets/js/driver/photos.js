// Pictures are made small on the phone before they wait to be sent: at most 1600 pixels, as JPEG.
const LONGEST = 1600;
const QUALITY = 0.8;
const MOST = 6;
const chosen = new WeakMap();
let made = Promise.resolve();

/** The picture as a smaller JPEG; what the browser cannot read stays as it is. */
async function smaller(file) {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!image) return file;
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((resolve) => { canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', QUALITY); });
}

/** [name, picture] of everything that was taken for this form, also what is still being made small. */
export async function filesOf(form) {
  await made;
  return [...form.querySelectorAll('[data-photos]')]
    .flatMap((field) => (chosen.get(field) ?? []).map((one) => [field.dataset.photos, one]));
}

function draw(field) {
  const list = field.querySelector('ul');
  const pattern = field.querySelector('template').content.firstElementChild;
  list.replaceChildren(...chosen.get(field).map((blob, at) => {
    const item = pattern.cloneNode(true);
    const image = item.querySelector('img');
    image.src = URL.createObjectURL(blob);
    image.onload = () => URL.revokeObjectURL(image.src);
    item.querySelector('button').addEventListener('click', () => {
      chosen.set(field, chosen.get(field).filter((_, other) => other !== at));
      draw(field);
    });
    return item;
  }));
}

function taken(field, input) {
  const files = [...input.files];
  input.value = '';
  made = made.then(async () => {
    for (const file of files) {
      const picture = await smaller(file).catch(() => file);
      chosen.set(field, [...(chosen.get(field) ?? []), picture].slice(0, MOST));
    }
    draw(field);
  });
}

export function startPhotos() {
  for (const field of document.querySelectorAll('[data-photos]:not([data-on])')) {
    field.dataset.on = 'true';
    for (const input of field.querySelectorAll('input[type="file"]')) input.addEventListener('change', () => taken(field, input));
  }
}
