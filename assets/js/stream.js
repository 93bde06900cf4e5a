// One EventSource that comes back by itself. The server's first message on a stream is a greeting:
// {now, signals}, and `since` when it could repeat everything that changed from the asked moment on.
const LONGEST_WAIT = 30_000;

/** Keep a stream open; `tell({state})` and `tell({signals, now, whole})` say what happens on it. */
export function stream(src, since, tell) {
  let source;
  let timer;
  let wait = 1000;

  async function signedOut() {
    const probe = new AbortController();
    try {
      return (await fetch(src, { signal: probe.signal })).status === 401;
    } catch {
      return false;
    } finally {
      probe.abort();
    }
  }

  function open() {
    let greeted = false;
    const from = since();
    source = new EventSource(`${src}?since=${from}`);
    source.onmessage = ({ data }) => {
      const { signals, now, since: repeated } = JSON.parse(data);
      wait = 1000;
      if (greeted) return tell({ signals, now });
      greeted = true;
      tell({ state: 'open' });
      return tell(repeated <= from ? { signals, now } : { signals: ['*'], now });
    };
    source.onerror = async () => {
      source.close();
      tell({ state: 'lost' });
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      if (await signedOut()) tell({ state: 'expired' });
    };
  }

  const close = () => { clearTimeout(timer); source?.close(); };
  open();
  return {
    close,
    /** Open again at once unless the stream is healthy. */
    wake() { if (source.readyState !== 1) { close(); open(); } },
  };
}
