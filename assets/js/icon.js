/** Show another icon of the sprite in an existing one. */
export function setIcon(svg, name) {
  const use = svg?.querySelector('use');
  if (use) use.setAttribute('href', use.getAttribute('href').replace(/#.*/, `#${name}`));
}
