// One polite line per page for screen readers.
/** Have `text` read aloud when the reader is idle. */
export function announce(text) {
  const line = document.getElementById('announce');
  if (line) line.textContent = text;
}
