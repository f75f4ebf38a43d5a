/** Ways to mislead a reader on the page of a title. Each is a change that a person could make without noticing. */
import type { Mutant } from './mutant.ts';

const words = 'words/availability.ts';
const copies = 'pages/title/copies.ts';
const part = 'pages/title/library.njk';

export const TITLE_MUTANTS: readonly Mutant[] = [
  {
    name: 'says no age of what was last known',
    file: words,
    text: "asOf === null ? 'when it was last checked' : sayWhen(asOf, now),",
    instead: "'when it was last checked',",
  },
  {
    name: 'does not say when it was checked',
    file: copies,
    text: '[due, shown, words.checked].filter',
    instead: '[due, shown].filter',
  },
  {
    name: 'tells the state by colour only',
    file: part,
    text: '<p class="app-state__words">{{ state.headline }}</p>',
    instead: '<p class="app-state__words"></p>',
  },
  {
    name: 'swaps two labels',
    file: 'words/copies.ts',
    text: "AVAILABLE: 'On the shelf',\n  ON_LOAN: 'On loan',",
    instead: "AVAILABLE: 'On loan',\n  ON_LOAN: 'On the shelf',",
  },
  {
    name: 'drops the word for the state of a copy',
    file: copies,
    text: 'cells: [stateOf(item, now), item.use',
    instead: "cells: ['', item.use",
  },
  {
    name: 'says “None available now” where nothing is known',
    file: words,
    text: "headline: 'We could not check. It may be on the shelf.',\n        checked: sentence(why),",
    instead: "headline: 'None available now',\n        checked: sentence(why),",
  },
  {
    name: 'says “None available now” of what was last known',
    file: words,
    text: '`None on the shelf ${when}, but one may be back; ${why}`',
    instead: "'None available now'",
  },
  {
    name: 'says “None available now” where a system cannot tell',
    file: words,
    text: "headline: 'This system cannot tell us; ask the library.'",
    instead: "headline: 'None available now'",
  },
  {
    name: 'tells what was last known as if it were so now',
    file: words,
    text: '...describeThen(\n          counts,',
    instead: '...((_counts: Counts, ..._rest: readonly string[]) => describeNow(counts))(\n          counts,',
  },
  {
    name: 'drops “at least” from the sum',
    file: words,
    text: "${unsure ? 'At least ' : ''}",
    instead: '',
  },
  {
    name: 'leaves libraries that could not be checked out of the sum',
    file: words,
    text: "silent > 0 ? `${plural(silent, 'library', 'libraries')} could not be checked` : '',",
    instead: '',
  },
  {
    name: 'counts what may be there as available',
    file: words,
    text: 'available: sure.reduce((sum, { asked }) => sum + (asked?.availableCount ?? 0), 0),',
    instead: 'available: all.reduce((sum, { asked }) => sum + (asked?.availableCount ?? 0), 0),',
  },
  {
    name: 'leaves out libraries that could not be checked',
    file: 'pages/title/page.ts',
    text: 'yield { template: LIBRARY, model: { library: library.model } };',
    instead:
      "if (library.availability.certainty !== 'NOT_CHECKED') yield { template: LIBRARY, model: { library: library.model } };",
  },
  {
    name: 'shows the copies of the library before',
    file: copies,
    text: 'const asked = availabilityOf(holding);',
    instead:
      'const asked = [globalThis.before, (globalThis.before = availabilityOf(holding))][0] ?? globalThis.before;',
  },
  {
    name: 'drops the caption of the copies',
    file: 'templates/table.njk',
    text: '<caption class="nhsuk-table__caption{% if stacked %} nhsuk-u-visually-hidden{% endif %}">{{ caption }}<span class="nhsuk-u-visually-hidden">, {{ of }}</span></caption>',
    instead: '',
  },
  {
    name: 'says no age of a copy that was last known',
    file: copies,
    text: "if (state === 'LIVE') return told;",
    instead: 'return told;',
  },
  {
    name: 'says of a copy of which its system cannot tell that it is lent',
    file: copies,
    text: "return 'This system cannot tell us';",
    instead: 'return STATUS_WORDS.ON_LOAN;',
  },
  {
    name: 'drops what a system does not tell of a copy',
    file: copies,
    text: "perhaps === '' ? word : `${word} (${perhaps})`",
    instead: 'word',
  },
  {
    name: 'shows the day before as the day on which a loan is due',
    file: copies,
    text: '`${STATUS_WORDS[status]}, due ${sayDay(due.on)}`',
    instead:
      '`${STATUS_WORDS[status]}, due ${sayDay(new Date(Date.parse(due.on) - 864e5).toISOString().slice(0, 10))}`',
  },
  {
    name: 'does not say why a library could not be checked',
    file: words,
    text: 'checked: sentence(why),',
    instead: "checked: '',",
  },
];
