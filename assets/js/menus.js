// <details class="drop">: a menu under its button closes by a click elsewhere, by Escape, and when another opens.
const open = () => [...document.querySelectorAll('details.drop[open]')];

document.addEventListener('click', ({ target }) => {
  for (const menu of open()) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && open().pop();
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
  event.stopPropagation();
});
