// <div data-signature><canvas></canvas><button type="button">: a signature drawn with a finger.
const INK = '#18202d';

/** The drawing of this form as a picture, or nothing when nobody signed. */
export function signed(form) {
  const canvas = form.querySelector('[data-signature] canvas');
  if (!canvas?.dataset.drawn) return Promise.resolve(null);
  return new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.9); });
}

function clear(canvas) {
  const pen = canvas.getContext('2d');
  const scale = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = canvas.clientWidth * scale;
  canvas.height = canvas.clientHeight * scale;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  Object.assign(pen, { strokeStyle: INK, lineWidth: 3, lineCap: 'round', lineJoin: 'round' });
  delete canvas.dataset.drawn;
}

function listen(canvas) {
  const pen = canvas.getContext('2d');
  let last;
  canvas.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = [event.offsetX, event.offsetY];
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!last) return;
    pen.beginPath();
    pen.moveTo(...last);
    last = [event.offsetX, event.offsetY];
    pen.lineTo(...last);
    pen.stroke();
    canvas.dataset.drawn = 'true';
  });
  for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { last = null; });
}

export function startSignature() {
  for (const field of document.querySelectorAll('[data-signature][hidden]')) {
    field.hidden = false;
    const canvas = field.querySelector('canvas');
    clear(canvas);
    listen(canvas);
    field.querySelector('button').addEventListener('click', () => clear(canvas));
  }
}
