// Where the driver is, while a job is open and this page is seen, if they agreed: at most every 30 seconds, only when
// they moved. <output id="sharing" data-url data-every> says how it stands.
import { say } from '../words.js';

const MOVED_M = 50;
const MOST = 60;
const points = [];
let line;
let watch;
let last;

/** Metres between two points of the earth. */
function metres(a, b) {
  const rad = Math.PI / 180;
  const x = (b.lon - a.lon) * rad * Math.cos(((a.lat + b.lat) / 2) * rad);
  const y = (b.lat - a.lat) * rad;
  return Math.hypot(x, y) * 6_371_000;
}

const tell = (state) => { line.dataset.s = state; line.querySelector('[data-said]').textContent = say(`sharing_${state}`); };

function stop(state) {
  navigator.geolocation.clearWatch(watch);
  watch = undefined;
  tell(state);
}

async function seen({ coords, timestamp }) {
  const here = { lat: coords.latitude, lon: coords.longitude, at: timestamp, accuracy: coords.accuracy, speed: coords.speed };
  tell('on');
  if (last && (here.at - last.at < Number(line.dataset.every) * 1000 || metres(last, here) <= MOVED_M)) return;
  last = here;
  points.push(here);
  points.splice(0, points.length - MOST);
  const body = new FormData();
  body.append('points', JSON.stringify(points));
  const answer = await fetch(line.dataset.url, {
    method: 'POST', body, headers: { Accept: 'application/json', 'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content },
  }).catch(() => null);
  if (answer?.ok) {
    points.length = 0;
    if (!(await answer.json()).goes_on) stop('done');
  } else if (answer && answer.status < 500 && answer.status !== 429) stop('off');
}

function begin() {
  if (document.visibilityState !== 'visible') { if (watch !== undefined) stop('paused'); return; }
  if (watch !== undefined || line.dataset.s === 'done') return;
  watch = navigator.geolocation.watchPosition(seen, (why) => stop(why.code === 1 ? 'denied' : 'off'), { enableHighAccuracy: true, maximumAge: 10_000, timeout: 60_000 });
}

export function startSharing() {
  line = document.getElementById('sharing');
  if (!line?.dataset.url || !navigator.geolocation) return;
  document.addEventListener('visibilitychange', begin);
  begin();
}
