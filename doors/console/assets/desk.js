/**
 * What is shown of an account goes with its page, however that is left: some browsers keep a page to go back to whatever it says of
 * caches. Without script the button “Done” has it forgotten.
 */
addEventListener('pagehide', () => document.querySelector('main')?.replaceChildren());
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.replace('/desk');
});
