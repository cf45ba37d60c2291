// Tells the dialog statistics that this page is open:
//   <script async src="https://STATISTICS/presence.js" data-token="dst_..."></script>
// data-visitor: the visitor's source_id, where the chat widget's own cookie does not tell it.
(() => {
  const { src, dataset } = document.currentScript;
  const url = new URL('presence', src).href;
  const session = Math.random().toString(36).slice(2) + Date.now().toString(36);
  const every = (dataset.every || 15) * 1000;

  // The cookie comes when the widget has loaded, so it is read anew each time.
  const visitor = () => {
    if (dataset.visitor) return dataset.visitor;
    try {
      const [, claims] = /(?:^|; )cw_conversation=[^.;]*\.([^.;]*)/.exec(document.cookie);
      return JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))).source_id;
    } catch {}
  };
  const report = (presence) => {
    const body = JSON.stringify({ token: dataset.token, visitor: visitor(), session, presence });
    if (!visitor()) return;
    if (presence === 'offline') navigator.sendBeacon(url, body);
    else fetch(url, { method: 'POST', body, credentials: 'omit' }).catch(() => {});
  };
  const beat = () => report('online');

  // A worker's clock keeps time in hidden pages, where that of the page is slowed down to once a minute.
  const beatHere = () => setInterval(beat, every);
  try {
    const worker = new Worker(URL.createObjectURL(new Blob([`setInterval(() => postMessage(0), ${every})`])));
    worker.onmessage = beat;
    worker.onerror = beatHere;
  } catch {
    beatHere();
  }
  addEventListener('pagehide', () => report('offline'));
  addEventListener('pageshow', (event) => event.persisted && beat());
  beat();
})();
