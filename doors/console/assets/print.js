/** A button that prints the page, in the place of the words that say where printing is without script. */
const button = document.querySelector('[data-print]');
const words = document.querySelector('[data-print-words]');

if (button !== null) {
  button.addEventListener('click', () => window.print());
  button.parentElement.hidden = false;
  if (words !== null) words.hidden = true;
}
