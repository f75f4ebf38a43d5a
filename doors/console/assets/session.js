/*
 * Says in time that the session is about to end, and puts that off for whoever wants it (WCAG 2.2.1). Other tabs use the same
 * session, so the server is asked before anything is said. Nothing that was typed is lost either way: see docs/console.md.
 */
const WARN_MS = 120_000;
/** A session that is short altogether is warned of in its last third. */
const SHARE = 1 / 3;

const shown = document.querySelector('[data-session-left]');
const dialog = document.querySelector('[data-session-dialog]');
if (shown !== null && dialog !== null) watch(Number(shown.dataset.sessionLeft), dialog);

function watch(leftMs, dialog) {
  const form = dialog.querySelector('form');
  const words = dialog.querySelector('[data-words]');
  const heading = dialog.querySelector('[data-heading]');
  const warnMs = Math.min(WARN_MS, leftMs * SHARE);
  let timer = 0;

  const later = (ms, what) => {
    clearTimeout(timer);
    timer = setTimeout(what, Math.max(0, ms));
  };

  /** Null if the server cannot be reached: then nothing is known, and nothing is said. */
  const ask = async (init) => {
    try {
      const response = await fetch(form.action, { headers: { accept: 'application/json' }, ...init });
      return response.ok || response.status === 401 ? await response.json() : null;
    } catch {
      return null;
    }
  };

  const check = async () => {
    const session = await ask();
    if (session === null) return later(warnMs / 4, check);
    if (!session.signedIn) return say('ENDED');
    if (session.leftMs > warnMs + 1_000) return goOn(session);
    say(session.mayGoOn ? 'SOON' : 'SOON_IN_ANY_CASE', session.until);
    return later(session.leftMs + 500, check);
  };

  const goOn = ({ leftMs: left, until }) => {
    for (const place of document.querySelectorAll('[data-session-until]')) place.textContent = until;
    if (dialog.open) dialog.close();
    later(left - warnMs, check);
  };

  const say = (what, until) => {
    if (what === 'ENDED') {
      clearTimeout(timer);
      dispatchEvent(new Event('session-ended'));
    }
    heading.textContent = dialog.dataset[what === 'ENDED' ? 'endedHeading' : 'soonHeading'];
    const key = { SOON: 'soon', SOON_IN_ANY_CASE: 'last', ENDED: 'ended' }[what];
    words.textContent = dialog.dataset[key].replace('{until}', until ?? '');
    form.hidden = what !== 'SOON';
    if (!dialog.open) dialog.showModal();
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const session = await ask({ method: 'POST', body: new URLSearchParams(new FormData(form)) });
    if (session === null) words.textContent = dialog.dataset.failed;
    else if (session.signedIn) goOn(session);
    else say('ENDED');
  });
  dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  // Timers stand still while a computer sleeps.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check();
  });
  later(leftMs - warnMs, check);
}
