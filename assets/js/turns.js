// What a form sends goes one after the other: a request waits until the one before it has been answered and put
// in, so that it carries the version that one led to.
import { took } from './putin.js';

/** One thing at a time; `busy` is the promise of what is under way. */
export class Turns {
  busy = null;

  take(act) {
    const turn = Promise.resolve(act()).finally(() => { if (this.busy === turn) this.busy = null; });
    this.busy = turn;
    return turn;
  }
}

/** Resolves when htmx is through with a request. */
const over = (ctx) => new Promise((done) => {
  document.addEventListener('htmx:finally:request', function end({ detail }) {
    if (detail.ctx !== ctx) return;
    document.removeEventListener('htmx:finally:request', end);
    done();
  });
});

/** Let a request of the form that `saver` (a <desk-autosave>) looks after wait its turn. */
export function inTurn(ctx, saver) {
  if (ctx.request.method === 'GET') return;
  ctx.fetch = async (url, request) => {
    const before = saver.turns.busy;
    saver.turns.take(() => over(ctx));
    await before;
    const { body } = request;
    if (body.getAll?.('version').length === 1) body.set('version', saver.version);
    saver.leave();
    const answer = await fetch(url, request).catch((error) => { saver.dirty = true; throw error; });
    if (took(answer)) saver.settled();
    else if (answer.status !== 422) saver.dirty = true;   // 422: saved, and something else was refused
    return answer;
  };
}
