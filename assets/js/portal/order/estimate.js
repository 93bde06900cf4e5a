// Price, arrival, goods and places, as the server says of the form as it stands.

/** What the server said; null without a connection. */
export async function asked(form) {
  const body = new FormData(form);
  body.delete('photos');
  body.delete('code');
  try {
    const answer = await fetch(form.dataset.check, { method: 'POST', body, headers: { Accept: 'application/json' } });
    return answer.ok ? await answer.json() : null;
  } catch { return null; }
}

/** Put it into the page. */
export function told({ form, say, place }, found) {
  form.querySelector('[data-estimate]').innerHTML = found.estimate;
  document.querySelector('[data-total]').textContent = found.total;
  const goods = form.querySelector('[data-goods]');
  goods.className = { bad: 'field__err', warn: 'field__warn', ok: 'field__ok' }[found.goods.tone];
  if (goods.textContent.trim() !== found.goods.say) goods.textContent = found.goods.say;
  const isBad = Boolean(found.goods.tone === 'bad' && found.goods.say);
  place.disabled = isBad;
  place.textContent = isBad ? say[15] : say[16];
  for (const side of ['pickup', 'delivery']) which(form, say, side, found.places[`${side}_address`] ?? []);
}

/** Several places of one name: which is meant. */
function which(form, say, side, names) {
  const name = `${side}_place`;
  let field = form.querySelector(`[data-field="${name}"]`);
  if (!names.length) return field?.remove();
  if (!field) {
    field = document.createElement('div');
    field.className = 'field';
    field.dataset.field = name;
    field.innerHTML = `<label for="id_${name}"></label><select class="select" id="id_${name}" name="${name}"></select>`;
    field.firstChild.textContent = say[17];
    form.querySelector(`[data-field="${side}_address"]`).after(field);
  }
  const select = field.querySelector('select');
  const chosen = select.value;
  if ([...select.options].slice(1).map((one) => one.value).join() !== names.join()) {
    const options = names.map((one) => new Option(one, one, false, one === chosen));
    select.replaceChildren(new Option(say[8], ''), ...options);
  }
  return undefined;
}
