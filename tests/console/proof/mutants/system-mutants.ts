/** Ways to hide that a system is in trouble. */
import type { Mutant } from './mutant.ts';

const harvest = 'words/harvest.ts';
const view = 'pages/systems/view.ts';
const page = 'pages/systems/page.njk';

export const SYSTEM_MUTANTS: readonly Mutant[] = [
  {
    name: 'tells trouble by colour only',
    file: page,
    text: '<strong class="nhsuk-tag {{ system.colour }}">{{ system.tag }}</strong>',
    instead: '<strong class="nhsuk-tag {{ system.colour }}"></strong>',
  },
  {
    name: 'does not say since when',
    file: harvest,
    text: 'const age = `Last read ${sayAge(lagSeconds)} ago.`;',
    instead: "const age = '';",
  },
  {
    name: 'does not say what it means',
    file: page,
    text: '{% if system.means %}<p>{{ system.means }}</p>{% endif %}',
    instead: '',
  },
  {
    name: 'says that what it could not read is up to date',
    file: harvest,
    text: "return { standing: 'TROUBLE', tag: 'Trouble', sentence: `${wrong.what} ${age}`, who: wrong.who };",
    instead: "return { standing: 'GOOD', tag: 'Up to date', sentence: age, who: null };",
  },
  {
    name: 'shows the systems in their order',
    file: view,
    text: '.toSorted((a, b) => ORDER.indexOf(a.words.standing) - ORDER.indexOf(b.words.standing))',
    instead: '.toReversed()',
  },
  {
    name: 'leaves trouble out of the start page',
    file: 'pages/home/page.njk',
    text: '{% if troubles.length %}',
    instead: '{% if false %}',
  },
  {
    name: 'counts one system in trouble too few',
    file: view,
    text: "[count('TROUBLE'), count('STARTING'), count('INCOMPLETE')]",
    instead: "[count('TROUBLE') - 1, count('STARTING'), count('INCOMPLETE')]",
  },
];
