/**
 * What the systems of the demo region have set up for lending. It differs as it does in life: a consultant has a book for 28
 * days here and 21 there, `STL` is a short loan in one Koha and the staff's own library in another, and the third Koha tells
 * nobody its rules.
 */
import { categoriesReport, circulationRulesReport, itemTypesReport } from '#simulators/koha/report.ts';
import { addItemType, setCirculationRules } from '#simulators/koha/world.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { addFile, addPolicy } from '#simulators/symphony/world.ts';
import type { SymphonyWorld } from '#simulators/symphony/world.ts';
import { CODES, type DemoKohaId, SYMPHONY_LIBRARIES } from './libraries.ts';

/** An item type of both Kohas, by the same code and with another meaning. */
const STL = 'STL';

type Categories = readonly (readonly [code: string, description: string])[];

const CATEGORIES: Readonly<Record<DemoKohaId, Categories>> = {
  'koha-a': [
    ['PT', 'Reader'],
    ['CONS', 'Consultant'],
    ['NURS', 'Nurse'],
    ['STUD', 'Student'],
  ],
  'koha-b': [
    ['PT', 'Reader'],
    ['CON', 'Consultant'],
    ['NUR', 'Nurse'],
    ['STU', 'Student'],
  ],
  'koha-c': [
    ['PT', 'Reader'],
    ['C', 'Consultant'],
  ],
};

/** The saved reports of the Kohas that tell their rules, by number. */
const REPORTS = [circulationRulesReport, itemTypesReport, categoriesReport];

/** Categories, rules and the reports that tell them. */
export function addKohaPolicies(world: KohaWorld, system: DemoKohaId): void {
  for (const [code, description] of CATEGORIES[system]) world.patronCategories.set(code, description);
  if (system === 'koha-c') return;
  for (const [index, rows] of REPORTS.entries()) world.reports.set(index + 1, { public: true, rows });
  if (system === 'koha-a') addRulesOfA(world);
  else addRulesOfB(world);
}

function addRulesOfA(world: KohaWorld): void {
  const { itemTypes } = CODES['koha-a'];
  addItemType(world, STL, 'Short loan, three days');
  setCirculationRules(world, ['*', '*', '*'], {
    issuelength: 21,
    lengthunit: 'days',
    maxissueqty: 10,
    renewalsallowed: 3,
    renewalperiod: '',
    fine: '0.100000',
    chargeperiod: 1,
    firstremind: 1,
    overduefinescap: '5.000000',
    reservesallowed: 6,
    holds_per_record: 1,
    onshelfholds: 1,
  });
  setCirculationRules(world, ['*', 'CONS', itemTypes.loan], { issuelength: 28, maxissueqty: 20 });
  setCirculationRules(world, ['*', '*', itemTypes.short], { issuelength: 7, renewalsallowed: 1, maxissueqty: 4 });
  setCirculationRules(world, ['*', '*', STL], { issuelength: 3, renewalsallowed: 0, maxissueqty: 2 });
  setCirculationRules(world, ['*', '*', itemTypes.hourly], { issuelength: 4, lengthunit: 'hours', renewalsallowed: 0 });
  // One branch lends longer: the branch outweighs the category and the item type.
  setCirculationRules(world, ['HAG', '*', itemTypes.loan], { issuelength: 42 });
}

function addRulesOfB(world: KohaWorld): void {
  const { itemTypes } = CODES['koha-b'];
  addItemType(world, STL, 'Staff library');
  setCirculationRules(world, ['*', '*', '*'], {
    issuelength: 14,
    lengthunit: 'days',
    maxissueqty: 6,
    renewalsallowed: 2,
    renewalperiod: 7,
    reservesallowed: '',
    holds_per_record: 2,
    onshelfholds: 0,
  });
  setCirculationRules(world, ['*', 'CON', itemTypes.loan], { issuelength: 21, maxissueqty: '', renewalsallowed: 5 });
  setCirculationRules(world, ['*', '*', itemTypes.short], { issuelength: 7, maxissueqty: 2 });
  // For nobody but the library's own staff.
  setCirculationRules(world, ['*', '*', STL], { maxissueqty: 0, reservesallowed: 0 });
}

/** The circulation map, to be read from the bottom, and the rules that it names. */
export function addSymphonyPolicies(world: SymphonyWorld): void {
  for (const [profile, description] of [
    ['CONSULT', 'Consultant'],
    ['NURSE', 'Nurse'],
    ['STUDENT', 'Student'],
  ] as const) {
    addPolicy(world, 'userProfile', profile, { description });
  }
  const codesOf = (library: string): string =>
    SYMPHONY_LIBRARIES.filter(({ id }) => id === library)
      .flatMap(({ branches }) => branches.map(({ code }) => code))
      .join(' ');
  const [temestead, leamsworth] = [codesOf('temestead'), codesOf('leamsworth')];
  addFile(world, 'circulation-map.csv', [
    'library,profile,itemType,rule',
    '*,*,*,NOCIRC',
    `${temestead},*,BOOK,21D`,
    `${leamsworth},*,L-LOAN,21D`,
    `${temestead},*,SHORT,WEEK`,
    `${leamsworth},*,SHORT,3HOURS`,
    `${temestead},CONSULT,BOOK,28D`,
    `${leamsworth},CONSULT,L-LOAN,14D`,
  ]);
  addFile(world, 'circulation-rules.csv', [
    'rule,circulates,loanPeriod,unit,renewals,maxCharges,fine,maxFine',
    'NOCIRC,N,,,,,,',
    '14D,Y,14,DAYS,2,UNLIMITED,,',
    '21D,Y,21,DAYS,3,8,0.20,10.00',
    '28D,Y,28,DAYS,UNLIMITED,UNLIMITED,,',
    'WEEK,Y,1,WEEKS,1,3,0.50,10.00',
    '3HOURS,Y,3,HOURS,0,1,1.00,UNLIMITED',
  ]);
}
