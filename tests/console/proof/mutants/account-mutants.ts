/** Ways to mislead a reader about their account. */
import type { PageMutant } from './page-mutant.ts';

const folder = 'pages/account';
const page = `${folder}/page.njk`;
const view = `${folder}/view.ts`;
const loans = `${folder}/loans.ts`;
const standing = `${folder}/standing.ts`;

export const ACCOUNT_MUTANTS: readonly PageMutant[] = [
  {
    name: 'does not say when a loan is due',
    scene: 'account',
    file: page,
    text: '</strong> {% endif %}{{ loan.due }}</p>',
    instead: '</strong> {% endif %}</p>',
  },
  {
    name: 'swaps the days on which two loans are due',
    scene: 'account',
    file: loans,
    text: 'const models = placed.map((one) => toLoan(one, unsure, memory, now));',
    instead:
      'const each = placed.map((one) => toLoan(one, unsure, memory, now));\n  const models = each.map((one, at) => ({ ...one, due: (each[at ^ 1] ?? one).due }));',
  },
  {
    name: 'labels a renew button with the title of another loan',
    scene: 'account',
    file: page,
    text: 'Renew<span class="nhsuk-u-visually-hidden"> {{ loan.title }}</span>',
    instead: 'Renew<span class="nhsuk-u-visually-hidden"> {{ loans.loans[0].title }}</span>',
  },
  {
    name: 'does not say when an account was read',
    scene: 'account',
    file: view,
    text: "is === 'TOLD' && typeof facts?.asOf === 'string' ? `Read ${sayWhen(facts.asOf, now)}.` : '',",
    instead: "'',",
  },
  {
    name: 'tells by colour only that a loan is overdue',
    scene: 'account',
    file: page,
    text: '<strong class="nhsuk-tag nhsuk-tag--red">Overdue</strong>',
    instead: '<strong class="nhsuk-tag nhsuk-tag--red"></strong>',
  },
  {
    name: 'shows loans as the libraries come',
    scene: 'account',
    file: loans,
    text: '.toSorted((a, b) => compareDue(a.loan, b.loan))',
    instead: '',
  },
  {
    name: 'shows a loan at another library',
    scene: 'account',
    file: loans,
    text: 'const models = placed.map((one) => toLoan(one, unsure, memory, now));',
    instead:
      'const each = placed.map((one) => toLoan(one, unsure, memory, now));\n  const models = each.map((one, at) => ({ ...one, library: (each[at - 1] ?? one).library }));',
  },
  {
    name: 'leaves out the loans of one account',
    scene: 'account',
    file: view,
    text: 'const loans = toLoans(stood, still, memory, now);',
    instead: 'const loans = toLoans(stood.slice(0, -1), still, memory, now);',
  },
  {
    name: 'says that a loan can be renewed which cannot',
    scene: 'account',
    file: loans,
    text: 'renewal: `Cannot be renewed. ${',
    instead: 'renewal: `Can be renewed. ${',
  },
  {
    name: 'leaves out what is owed',
    scene: 'account',
    file: page,
    text: '{% if charges.length %}',
    instead: '{% if false %}',
  },
  {
    name: 'says of every request that it is ready to collect',
    scene: 'account',
    file: `${folder}/holds.ts`,
    text: 'status: HOLD_WORDS[hold.status],',
    instead: 'status: HOLD_WORDS.READY,',
  },
  {
    name: 'does not say where a request is collected',
    scene: 'account',
    file: `${folder}/holds.ts`,
    text: ': `Collect it at ${place}.`,',
    instead: ": '',",
  },
  {
    name: 'says of a library that is silent that nothing is owed',
    scene: 'account with a silent library',
    file: view,
    text: "if (untold.length === 0) return { charges, noCharges: charges.length > 0 ? null : 'Nothing is owed.' };",
    instead: 'if (charges.length > 0) return { charges, noCharges: null };',
  },
  {
    name: 'says “renewed” where that cannot be told',
    scene: 'account with an outcome that is not known',
    file: `${folder}/unsure-view.ts`,
    text: "titles.length === 1 ? 'We cannot tell whether it was renewed'",
    instead: "titles.length === 1 ? 'Renewed'",
  },
  {
    name: 'forgets a renewal of which it cannot tell',
    scene: 'account with an outcome that is not known',
    file: page,
    text: '{% for one in unsure %}',
    instead: '{% for one in [] %}',
  },
  {
    name: 'offers to renew again what it cannot tell of',
    scene: 'account with an outcome that is not known',
    file: loans,
    text: 'if (isUnsure(loan.id, unsure)) {',
    instead: 'if (unsure.length > 99) {',
  },
  {
    name: 'does not say not to renew again',
    scene: 'account with an outcome that is not known',
    file: `${folder}/unsure-view.ts`,
    text: '        words.doNot,\n',
    instead: '',
  },
  {
    name: 'takes an outcome that is not known for done',
    scene: 'renewal that is not answered',
    file: `${folder}/changes.ts`,
    text: "if (outcome === 'DONE') return { outcome, due: loan?.due ?? null };",
    instead: "if (outcome !== 'REFUSED') return { outcome: 'DONE', due: loan?.due ?? null };",
  },
  {
    name: 'takes an answer that did not come for done',
    scene: 'renewal whose answer is lost',
    file: `${folder}/changes.ts`,
    text: "? { outcome: 'REFUSED', why: answer.why } : { outcome: 'UNKNOWN' };",
    instead: "? { outcome: 'REFUSED', why: answer.why } : { outcome: 'DONE', due: null };",
  },
  {
    name: 'leaves out an account that is silent',
    scene: 'account with a silent library',
    file: page,
    text: '{% if missing.length %}',
    instead: '{% if false %}',
  },
  {
    name: 'sums up as if every account had answered',
    scene: 'account with a silent library',
    file: view,
    text: 'if (missing === 0) {',
    instead: 'if (missing >= 0) {',
  },
  {
    name: 'does not say why an account is silent',
    scene: 'account with a silent library',
    file: standing,
    text: '${when}: ${why}. ${NOT_SHOWN}',
    instead: '${when}. ${NOT_SHOWN}',
  },
  {
    name: 'lets a silent account look empty',
    scene: 'account with a silent library',
    file: standing,
    text: "'Your loans there are not shown: this does not mean that you have none.'",
    instead: "'You have no loans there.'",
  },
  {
    name: 'says that a silent account was read now',
    scene: 'account with a silent library',
    file: view,
    text: "is === 'TOLD' && typeof facts?.asOf === 'string' ? `Read ${sayWhen(facts.asOf, now)}.` : '',",
    instead: '`Read ${sayWhen(new Date(now).toISOString(), now)}.`,',
  },
];
