// <script src="https://…/embed.js" data-show="order" async></script> puts the form where the tag stands.
// data-show: order or track; data-language: zh-hans or en.
(function () {
  'use strict';
  var tag = document.currentScript;
  if (!tag) return;
  var home = new URL(tag.src).origin;
  var show = tag.dataset.show === 'track' ? 'track' : 'order';
  var language = tag.dataset.language || document.documentElement.lang || '';
  var frame = document.createElement('iframe');
  frame.src = home + '/embed/' + show + '/?language=' + (/^en/i.test(language) ? 'en' : 'zh-hans');
  frame.title = /^en/i.test(language) ? (show === 'track' ? 'Track a shipment' : 'Order a pick-up') : (show === 'track' ? '查货' : '下单');
  frame.setAttribute('width', '100%');
  frame.setAttribute('height', show === 'track' ? '360' : '760');
  frame.setAttribute('loading', 'lazy');
  frame.style.border = '0';
  tag.parentNode.insertBefore(frame, tag);
  addEventListener('message', function (event) {
    if (event.origin !== home || event.source !== frame.contentWindow) return;
    var height = event.data && Number(event.data.yinuoHeight);
    if (height > 100 && height < 20000) frame.setAttribute('height', String(Math.ceil(height)));
  });
})();
