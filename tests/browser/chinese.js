// Every text with Chinese characters that is on the page or in its labels, and whether it stands where data does.
// Returns [text, is data] pairs.
const [data, never, both] = arguments;
const isData = (at) => Boolean(at.closest(data)) && (!at.closest(never) || Boolean(at.closest(both)));
const found = new Set();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walk.nextNode(); node; node = walk.nextNode()) {
  const at = node.parentElement;
  if (!/[\u4e00-\u9fff]/.test(node.data) || at.closest('script, template, [lang="zh-Hans"]:not(html)')) continue;
  found.add(JSON.stringify([node.data.trim(), isData(at)]));
}
for (const name of ['aria-label', 'title', 'placeholder']) {
  for (const el of document.querySelectorAll(`[${name}]`)) {
    const said = el.getAttribute(name);
    if (/[\u4e00-\u9fff]/.test(said)) found.add(JSON.stringify([said, isData(el) || name === 'title']));
  }
}
return [...found].map((one) => JSON.parse(one));
