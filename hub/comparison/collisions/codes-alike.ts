import { type Condition, NONE, NOT_TOLD } from '#domain/comparison.ts';
import type { Region } from '#domain/region.ts';
import { plainLabel, plainCode } from '../codes/pair-codes.ts';
import { policiesOfSnapshot, type SnapshotPolicies } from '../codes/snapshot-policies.ts';
import { number, tableOf, text, type Report, type ReportContext, type ReportTable } from '../reports/report.ts';
import { codesInUse, LIST_WORDS, LISTS_OF_ITEMS, type ItemListName } from '../codes/count-codes.ts';
import { counted } from '../reports/say.ts';

const LISTS = Object.keys(LISTS_OF_ITEMS) as readonly ItemListName[];

/** Option `code`: that code alone, `STL`. */
export const codesAlike: Report = {
  name: 'codes-alike',
  question: 'Which codes are spelled alike and mean different things?',
  leavesOut: [],
  options: [{ name: 'code', says: 'One code, such as STL', takes: 'TEXT' }],
  needs: ['ITEMS', 'ITEM_STATUS', 'CODE_LISTS'],
  async run(context) {
    const { codes, notToldBy } = await readCodes(context);
    const own = systemsAskedFor(context);
    const asked = (alike: AlikeCodes): boolean => isAskedFor(alike, own, context.options['code']);
    const alike = findAlikeCodes(codes).filter(asked);
    const different = alike.filter(({ meaning }) => meaning === 'DIFFERENT');
    const untold = alike.filter(({ meaning }) => meaning === 'NOT_TOLD');
    const same = findSameMeanings(codes).filter(asked);
    const cost = sum(different.map(costOf));
    return {
      title: `${counted(different.length, 'code is spelled alike and means', 'codes are spelled alike and mean')} different things; to tell them apart, ${counted(cost, 'item changes its code', 'items change their code')}.`,
      summary: [
        { label: 'Codes that are alike and mean different things', value: different.length },
        { label: 'Items that change if the meaning with most items keeps each code', value: cost },
        { label: 'Codes that are alike, and nobody told what one of them means', value: untold.length, notToldBy },
        { label: 'Meanings with different codes', value: same.length },
        { label: 'Items that change if the code with most items is used for each', value: sum(same.map(costOf)) },
      ],
      tables: [
        codeTable({ name: 'different', title: 'Alike, and mean different things' }, different, context.scope),
        pairTable(different, own),
        codeTable({ name: 'not told', title: 'Alike; what one of them means is not told' }, untold, context.scope),
        codeTable({ name: 'same meaning', title: 'Mean the same, with different codes' }, same, context.scope),
      ],
    };
  },
};

/** With the systems of which no list of codes is known. */
async function readCodes({ db, snapshot, region }: ReportContext) {
  const policies = await policiesOfSnapshot(db, snapshot.number);
  const codes: SystemCode[] = [];
  for (const list of LISTS) {
    const used = await codesInUse(db, snapshot.number, list);
    codes.push(...codesOfSystems(list, used, codesTold(list, policies, region)));
  }
  const inSnapshot = new Set(codes.map(({ system }) => system));
  const told = new Set<string>(policies.filter(({ lists }) => lists.length > 0).map(({ system }) => system));
  const silent = region.systems.filter(({ id }) => inSnapshot.has(id) && !told.has(id));
  return { codes, notToldBy: silent.map(({ id }) => id) };
}

/** A branch that its system has no label for is called as the region file calls its library. */
function codesTold(list: ItemListName, policies: readonly SnapshotPolicies[], region: Region): readonly CodeTold[] {
  const told = policies.flatMap(({ system, lists }) =>
    lists.filter((one) => one.list === list).flatMap(({ codes }) => codes.map((code) => ({ ...code, system }))),
  );
  if (list !== 'BRANCH') return told;
  const nameOf = new Map(region.libraries.map(({ id, name }) => [id, name]));
  const owners = region.systems.flatMap(({ id: system, owners: all }) =>
    all.map(({ code, library }) => ({ system, code, label: nameOf.get(library) ?? null })),
  );
  // Of two with one code the last counts: the system's own label, if it has one.
  return [...owners, ...told.filter(({ label }) => label !== null)];
}

function systemsAskedFor({ region, library, system, visibleLibraries }: ReportContext): ReadonlySet<string> {
  const asked = region.systems.filter(
    ({ id, owners }) =>
      (system === null || id === system) &&
      (library === null || owners.some((owner) => owner.library === library)) &&
      (visibleLibraries === null || owners.some((owner) => visibleLibraries.includes(owner.library))),
  );
  return new Set(asked.map(({ id }) => id));
}

function isAskedFor({ codes }: AlikeCodes, own: ReadonlySet<string>, code: string | undefined): boolean {
  const isOwn = codes.some(({ system }) => own.has(system));
  if (code === undefined || !isOwn) return isOwn;
  const asked = code.trim().toUpperCase();
  return codes.some(({ spellings }) => spellings.some((spelling) => spelling.trim().toUpperCase() === asked));
}

/** Each code of each system in a row; the codes of one group stand together, the costliest group first. */
function codeTable(
  head: Pick<ReportTable, 'name' | 'title'>,
  groups: readonly AlikeCodes[],
  scope: readonly Condition[],
): ReportTable {
  return tableOf(
    head,
    groups.flatMap((group) => group.codes.map((code) => ({ group, code }))),
    [
      text('List', ({ code }) => LIST_WORDS[code.list]),
      text('Code', ({ code }) => code.spellings[0] ?? ''),
      text('System', ({ code }) => code.system),
      text('What it means there', ({ code }) => code.label),
      number('Items', ({ code }) => code.items),
      text('What to do', ({ group, code }) => toDo(group, code)),
      number('Items to change in all', ({ group }) => (group.meaning === 'NOT_TOLD' ? null : costOf(group))),
    ],
    // Its number is the system's, so that it leads on only where all of the system is asked for.
    ({ code }) =>
      scope.some(({ dimension }) => dimension === 'LIBRARY')
        ? undefined
        : { population: 'ITEMS', where: conditionsOf(code) },
  );
}

function toDo(group: AlikeCodes, code: SystemCode): string {
  if (code.label === null) return 'find out what it means';
  return group.meaning === 'NOT_TOLD' || keepsItsCode(group, code) ? 'keeps its code' : 'changes';
}

interface PairCost {
  readonly list: ItemListName;
  readonly one: string;
  readonly other: string;
  readonly codes: number;
  readonly ofOne: number;
  readonly ofOther: number;
}

/** What two systems would change, whichever gives way, for the codes that mean different things in them. */
function pairTable(different: readonly AlikeCodes[], own: ReadonlySet<string>): ReportTable {
  const pairs = new Map<string, PairCost>();
  for (const { list, codes } of different) {
    for (const a of codes) {
      for (const b of codes) {
        if (a.system >= b.system || !(own.has(a.system) || own.has(b.system)) || meansTheSame(a, b)) continue;
        const key = JSON.stringify([list, a.system, b.system]);
        const before = pairs.get(key) ?? { codes: 0, ofOne: 0, ofOther: 0 };
        pairs.set(key, {
          list,
          one: a.system,
          other: b.system,
          codes: before.codes + 1,
          ofOne: before.ofOne + a.items,
          ofOther: before.ofOther + b.items,
        });
      }
    }
  }
  return tableOf(
    { name: 'pairs', title: 'What each pair of systems would change, for codes that mean different things' },
    [...pairs.values()],
    [
      text('List', ({ list }) => LIST_WORDS[list]),
      text('System', ({ one }) => one),
      text('Other system', ({ other }) => other),
      number('Codes', ({ codes }) => codes),
      number('Items if the first gives way', ({ ofOne }) => ofOne),
      number('Items if the other gives way', ({ ofOther }) => ofOther),
      text('Cheaper', ({ one, other, ofOne, ofOther }) =>
        ofOne === ofOther ? 'equal' : `${ofOne < ofOther ? one : other} changes`,
      ),
    ],
  );
}

/** Nobody knows that a code without a label means something else. */
function meansTheSame(a: SystemCode, b: SystemCode): boolean {
  return a.label === null || b.label === null || plainLabel(a.label) === plainLabel(b.label);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** A code of one system: all spellings that differ by case and blanks at the end only. */
interface SystemCode {
  readonly list: ItemListName;
  readonly system: string;
  /** As copies and the system's list spell it; the most used first. */
  readonly spellings: readonly string[];
  /** Null if nobody tells what it means. */
  readonly label: string | null;
  readonly items: number;
}

interface AlikeCodes {
  readonly list: ItemListName;
  readonly codes: readonly SystemCode[];
  /** `DIFFERENT` if two of them are told to mean different things, `NOT_TOLD` if one of them is not told. */
  readonly meaning: 'SAME' | 'DIFFERENT' | 'NOT_TOLD';
}

interface CodeTold {
  readonly system: string;
  readonly code: string;
  readonly label: string | null;
}

/** Those in use, and those of the systems' own lists that no copy has. */
function codesOfSystems(
  list: ItemListName,
  used: readonly { readonly system: string; readonly code: string; readonly items: number }[],
  told: readonly CodeTold[],
): readonly SystemCode[] {
  const spelled = [
    ...used.filter(({ code }) => code !== NONE && code !== NOT_TOLD).toSorted((a, b) => b.items - a.items),
    ...told.map(({ system, code }) => ({ system, code, items: 0 })),
  ];
  const labels = new Map(told.map(({ system, code, label }) => [keyOf(system, code), label]));
  return [...Map.groupBy(spelled, ({ system, code }) => keyOf(system, code))].flatMap(([key, same]) => {
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        list,
        system: first.system,
        spellings: [...new Set(same.map(({ code }) => code))],
        label: labels.get(key) ?? null,
        items: same.reduce((sum, { items }) => sum + items, 0),
      },
    ];
  });
}

const keyOf = (system: string, code: string): string => JSON.stringify([system, plainCode(code)]);

/** The costliest first: what all but the meaning with most copies come to. */
function findAlikeCodes(codes: readonly SystemCode[]): readonly AlikeCodes[] {
  return groups(codes, (code) => plainCode(code.spellings[0] ?? ''))
    .map((same): AlikeCodes => {
      const labels = same.map(({ label }) => (label === null ? null : plainLabel(label)));
      const isTold = !labels.includes(null);
      const meanings = new Set(labels.filter((label) => label !== null));
      const meaning = meanings.size > 1 ? 'DIFFERENT' : isTold ? 'SAME' : 'NOT_TOLD';
      return { list: same[0]?.list ?? 'ITEM_TYPE', codes: same, meaning };
    })
    .toSorted((a, b) => costOf(b) - costOf(a));
}

/** Codes of several systems that are told to mean the same and are spelled in different ways. */
function findSameMeanings(codes: readonly SystemCode[]): readonly AlikeCodes[] {
  return groups(
    codes.filter(({ label }) => label !== null && plainLabel(label) !== ''),
    ({ label }) => plainLabel(label ?? ''),
  )
    .filter((same) => new Set(same.map(({ spellings }) => plainCode(spellings[0] ?? ''))).size > 1)
    .map((same): AlikeCodes => ({ list: same[0]?.list ?? 'ITEM_TYPE', codes: same, meaning: 'SAME' }))
    .toSorted((a, b) => costOf(b) - costOf(a));
}

/** Of the same list, of two systems or more. */
function groups(codes: readonly SystemCode[], key: (code: SystemCode) => string): readonly (readonly SystemCode[])[] {
  return [...Map.groupBy(codes, (code) => JSON.stringify([code.list, key(code)])).values()]
    .filter((same) => new Set(same.map(({ system }) => system)).size > 1)
    .map((same) => same.toSorted((a, b) => b.items - a.items));
}

/** What keeps its code: codes with the meaning that most copies have; of those that mean the same, those spelled alike. */
function keepsItsCode({ codes, meaning }: AlikeCodes, code: SystemCode): boolean {
  const nameOf = (one: SystemCode): string =>
    meaning === 'SAME' ? plainCode(one.spellings[0] ?? '') : plainLabel(one.label ?? '');
  const sums = new Map<string, number>();
  for (const one of codes) {
    if (one.label !== null) sums.set(nameOf(one), (sums.get(nameOf(one)) ?? 0) + one.items);
  }
  const [most] = [...sums].toSorted(([, a], [, b]) => b - a);
  return most?.[0] === nameOf(code);
}

/** Copies whose code would change; those of a code that nobody tells the meaning of are in no number. */
function costOf(alike: AlikeCodes): number {
  const changing = alike.codes.filter((code) => code.label !== null && !keepsItsCode(alike, code));
  return changing.reduce((sum, { items }) => sum + items, 0);
}

function conditionsOf({ list, system, spellings }: SystemCode): readonly Condition[] {
  return [
    { dimension: 'SYSTEM', in: [system] },
    { dimension: LISTS_OF_ITEMS[list], in: spellings },
  ];
}
