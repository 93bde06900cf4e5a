// Native dialogs: data-dialog-open="id" opens, data-dialog-close closes, a dialog that arrives with data-show
// shows itself. The event `dialog:close` (an HX-Trigger) closes the top one. Focus goes back by itself; it comes
// to what the dialog names, else to its first field, else to the button that closes it: never to its ×.
const FIELDS = '.dialog__b :is(input:not([type=hidden]), select, textarea):not([disabled], [readonly], .vh)';

function show(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  if (!dialog.querySelector('[autofocus]')) {
    dialog.querySelector(`${FIELDS}, .dialog__f [data-dialog-close]`)?.focus();
  }
  dialog.dispatchEvent(new CustomEvent('dialog:open', { bubbles: true }));
}

document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-dialog-open]');
  if (opener) show(document.getElementById(opener.dataset.dialogOpen));
  const closed = event.target.closest?.('[data-dialog-close]')?.closest('dialog');
  if (closed?.matches(':modal')) closed.close();
  else if (closed) history.back();   // it is the page itself
});

const showArrived = () => document.querySelectorAll('dialog[data-show]').forEach(show);
document.addEventListener('htmx:after:swap', showArrived);
document.addEventListener('DOMContentLoaded', showArrived);
document.addEventListener('dialog:close', () => [...document.querySelectorAll('dialog:modal')].pop()?.close());
document.addEventListener('close', ({ target }) => { if (target.matches('dialog[data-show]')) target.remove(); }, true);
