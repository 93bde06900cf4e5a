// The map of the live page, where the company has named the address of its tiles; nobody else loads this.
import { circleMarker, map, tileLayer } from 'leaflet';

const box = document.querySelector('[data-map]');
const place = () => document.querySelector('[data-point]')?.dataset.point?.split(',').map(Number);
let drawn;
let marker;

const draw = () => {
  const point = place();
  if (point?.length !== 2) { box.hidden = true; return; }
  box.hidden = false;
  if (!drawn) {
    drawn = map(box.querySelector('[data-map-at]'), { attributionControl: true, scrollWheelZoom: false }).setView(point, 12);
    drawn.attributionControl.setPrefix(false);
    const credit = document.createElement('span');   // words of the company, never markup
    credit.textContent = box.dataset.credit;
    tileLayer(box.dataset.map, { maxZoom: 18, attribution: credit.innerHTML }).addTo(drawn);
    marker = circleMarker(point, { radius: 9, weight: 3, className: 'map__now' }).addTo(drawn);
    marker.bindTooltip(box.dataset.label);
  }
  marker.setLatLng(point);
  drawn.panTo(point);
};

if (box) {
  draw();
  document.addEventListener('follow:shown', draw);
}
