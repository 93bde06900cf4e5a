// The address book: one choice fills address, contact and number.
const FIELDS = { pickup: ['shipper_name', 'pickup_phone'], delivery: ['consignee_name', 'consignee_phone'] };

export function book(form, changed) {
  for (const select of form.querySelectorAll('[data-known]')) {
    const side = select.dataset.known;
    select.addEventListener('change', () => {
      const { text, contact, phone } = select.selectedOptions[0].dataset;
      if (!text) return;
      const { elements } = form;
      elements[`${side}_address`].value = text;
      elements[`${side}_area`].value = '';
      form.dispatchEvent(new CustomEvent('areas:reset', { detail: side }));
      [contact, phone].forEach((said, at) => { if (said) elements[FIELDS[side][at]].value = said; });
      changed();
    });
  }
}
