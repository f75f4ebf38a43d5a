/**
 * What is typed and shown of an account goes with its page, however that is left: some browsers keep a page to go back to whatever it says
 * of caches. It goes when the session ends, too. Without script the button “Done” has it forgotten.
 */
const main = document.querySelector('main');
const ended = document.querySelector('template[data-ended]');
addEventListener('pagehide', () => main?.replaceChildren());
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.replace(location.pathname);
});
addEventListener('session-ended', () => {
  if (ended !== null) main?.replaceChildren(ended.content);
});
