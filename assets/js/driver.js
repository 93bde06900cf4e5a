// The drivers' pages: what is sent waits on the phone until it is received; pages keep for where there is no network.
import './countdown.js';
import { startCounters } from './driver/counter.js';
import { startPages } from './driver/pages.js';
import { startPhotos } from './driver/photos.js';
import { startQueue } from './driver/queue.js';
import { startSharing } from './driver/sharing.js';
import { startSignature } from './driver/signature.js';

/** Give the page (or one that was kept and has just been put in its place) its behaviour. */
function start() {
  startCounters();
  startPhotos();
  startSignature();
}

startQueue();
startPages(start);
startSharing();
start();
