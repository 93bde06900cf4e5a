// What the phone keeps: what waits to be sent, and pages. IndexedDB; where it is refused, localStorage.
const open = new Promise((resolve, reject) => {
  const asked = indexedDB.open('yinuo-driver', 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore('queue', { keyPath: 'id' });
    asked.result.createObjectStore('pages', { keyPath: 'id' });
  };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = asked.onblocked = () => reject(asked.error);
}).catch(() => null);

/** One request to a store, as a promise. */
async function ask(store, mode, make) {
  const db = await open;
  if (!db) return make(fallback(store));
  return new Promise((resolve, reject) => {
    const act = db.transaction(store, mode);
    const asked = make(act.objectStore(store));
    act.oncomplete = () => resolve(asked?.result);
    act.onerror = act.onabort = () => reject(act.error);
  });
}

/** The same four words over localStorage; pictures cannot be kept there, so pages and files are left out. */
function fallback(store) {
  const name = `yinuo-driver-${store}`;
  const rows = () => JSON.parse(localStorage.getItem(name) ?? '{}');
  const write = (all) => localStorage.setItem(name, JSON.stringify(all));
  return {
    put(row) {
      if (store === 'pages') return;
      if (row.fields?.some(([, value]) => value instanceof Blob)) throw new Error('no room for pictures');
      write({ ...rows(), [row.id]: row });
    },
    delete(id) { const { [id]: gone, ...rest } = rows(); write(rest); },
    get: (id) => ({ result: rows()[id] }),
    getAll: () => ({ result: Object.values(rows()) }),
  };
}

const result = async (answer) => { const got = await answer; return got && 'result' in got ? got.result : got; };

export const put = (store, row) => ask(store, 'readwrite', (rows) => { rows.put(row); });
export const remove = (store, id) => ask(store, 'readwrite', (rows) => { rows.delete(id); });
export const get = (store, id) => result(ask(store, 'readonly', (rows) => rows.get(id)));
export const all = async (store) => (await result(ask(store, 'readonly', (rows) => rows.getAll()))) ?? [];
