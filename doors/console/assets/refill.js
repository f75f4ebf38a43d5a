/**
 * Shows how far work is without a reload: asks for the same page again and puts the parts that have changed in their place. Without
 * script the link “Look again” does the same.
 */
const EVERY_MS = 3_000;

const parts = [...document.querySelectorAll('[data-refill]')];

/** Gives whether there is more to wait for. */
async function refill() {
  // Nobody asks: the session goes on towards its end, and what is told once waits for a page that somebody loads.
  const response = await fetch(location.href, { headers: { accept: 'text/html', 'x-refill': '1' } });
  // Signed out meanwhile, or out of order: the page stays as it is, and its link says what to do.
  if (!response.ok || response.redirected) return false;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  // Looked for now: what is put into this page is no longer in the other.
  const endsNotices = fresh.querySelector('[data-refill-ends-notices]') !== null;
  for (const part of parts) {
    const now = fresh.querySelector(`[data-refill="${part.dataset.refill}"]`);
    // What somebody is about to use stays under their hands.
    if (now === null || now.innerHTML === part.innerHTML || part.contains(document.activeElement)) continue;
    part.replaceChildren(...now.childNodes);
  }
  // “Is being taken” beside “taken” would be two answers.
  if (endsNotices) document.querySelector('.app-notices')?.remove();
  return fresh.querySelector('[data-refill-more]') !== null;
}

async function wait() {
  let more = true;
  while (more) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (document.hidden) continue;
    try {
      more = await refill();
    } catch {
      // No connection for a moment.
    }
  }
}

void wait();
