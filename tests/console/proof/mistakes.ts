/** Ways to mislead those who read a page, as they show in what is sent: whoever judges pages has to find each of them. */
import type { Mistake } from '#drill/console/retell.ts';

const WHEN = String.raw`(?:today|yesterday) \d\d:\d\d|on \d+ \w+ \d{4} at \d\d:\d\d`;
/** A state with the class of its colour alone. */
const colourOnly: Mistake = {
  name: 'tells a state by colour only',
  find: /(<strong class="nhsuk-tag [^"]*">)[^<]+/g,
  instead: '$1',
};

/** On the page of a title. */
export const TITLE_MISTAKES: readonly Mistake[] = [
  { name: 'tells the state by colour only', find: /(<p class="app-state__words">)[^<]+/g, instead: '$1' },
  {
    name: 'says no age of what was last known',
    find: new RegExp(String.raw`(On the shelf|one on the shelf) (?:${WHEN})`, 'gi'),
    instead: '$1',
  },
  { name: 'does not say when it was checked', find: new RegExp(`Checked (?:${WHEN})\\.`, 'g'), instead: '' },
  {
    name: 'says “None available now” where nothing is known',
    find: /We could not check\. It may be on the shelf\./g,
    instead: 'None available now',
  },
  {
    name: 'says “None available now” of what was last known',
    find: /None on the shelf [^<]*, but one may be back; [^<]*/g,
    instead: 'None available now',
  },
  {
    name: 'says “None available now” where a system cannot tell',
    find: /This system cannot tell us; ask the library\./g,
    instead: 'None available now',
  },
  { name: 'drops “at least” from the sum', find: /At least (?=\d)/g, instead: '' },
  {
    name: 'leaves libraries that could not be checked out of the sum',
    find: /; \d+ librar(?:y|ies) could not be checked/g,
    instead: '',
  },
  {
    name: 'says of a copy of which its system cannot tell that it is lent',
    find: /<td([^>]*)>This system cannot tell us/g,
    instead: '<td$1>On loan',
  },
  { name: 'drops what a system does not tell of a copy', find: / \(may be [^)]*\)/g, instead: '' },
  { name: 'says that what is on the shelf is lent', find: /(<td[^>]*>)On the shelf/g, instead: '$1On loan' },
  { name: 'drops the day on which a loan is due', find: /On loan, due [^<(]*/g, instead: 'On loan' },
];

/** On the pages on systems, and the start page. */
export const SYSTEM_MISTAKES: readonly Mistake[] = [
  colourOnly,
  { name: 'does not say since when', find: /Last read [^.]* ago\./g, instead: '' },
  { name: 'does not say what it means', find: /Titles[^.<]*may be missing here, or old\./g, instead: '' },
  { name: 'says that what it could not read is up to date', find: /Not answering|Trouble/g, instead: 'Up to date' },
  {
    name: 'leaves trouble out of the start page',
    find: /<ul class="nhsuk-list nhsuk-list--bullet">\s*<li><a href="\/systems[\s\S]*?<\/ul>/g,
    instead: '',
  },
  { name: 'sums up that nothing is wrong', find: /\d of \d is in trouble\./g, instead: 'No system is in trouble.' },
];

/** On a reader's account. */
export const ACCOUNT_MISTAKES: readonly Mistake[] = [
  colourOnly,
  {
    name: 'does not say when a loan is due',
    find: /(?:Was due|Due) (?:today|tomorrow|\d)[^<]*/g,
    instead: '',
  },
  { name: 'does not say when an account was read', find: new RegExp(`Read (?:${WHEN})\\.`, 'g'), instead: '' },
  { name: 'says that a loan can be renewed which cannot', find: /Cannot be renewed\./g, instead: 'Can be renewed.' },
  { name: 'leaves out what is owed', find: /<h2[^>]*>What you owe<\/h2>[\s\S]*?(?=<h2)/g, instead: '' },
  {
    name: 'says “renewed” where that cannot be told',
    find: /We cannot tell whether it was renewed/g,
    instead: 'Renewed',
  },
  { name: 'does not say not to renew again', find: /Do not renew it again[^<]*/g, instead: '' },
  {
    name: 'leaves out an account that is silent',
    find: /<p>We could not ask [\s\S]*?<\/p>/g,
    instead: '',
  },
  { name: 'sums up as if every account had answered', find: /At least (\d+ loans?)/g, instead: 'You have $1' },
  {
    name: 'lets a silent account look empty',
    find: /this does not mean that you have none/g,
    instead: 'you have none',
  },
];
