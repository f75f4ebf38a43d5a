/**
 * Says once, politely, what a page found, when all systems have answered. A module runs when the whole page is there: all parts are
 * shown without it. The sentence goes again after a while, so that who reads on does not find it twice.
 */
const KEPT_MS = 3_000;

const [sum, announcement] = ['sum', 'announcement'].map((id) => document.getElementById(id));
if (sum !== null && announcement !== null) {
  announcement.textContent = sum.textContent;
  setTimeout(() => {
    announcement.textContent = '';
  }, KEPT_MS);
}
