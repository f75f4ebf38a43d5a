import type { Condition } from '#domain/comparison.ts';
import type { Region } from '#domain/region.ts';
import { plainLabel } from '../codes/pair-codes.ts';
import { policiesOfSnapshot, type SnapshotPolicies } from '../codes/snapshot-policies.ts';
import { number, tableOf, text, type Report, type ReportContext, type ReportTable } from '../reports/report.ts';
import {
  codesOfSystems,
  conditionsOf,
  costOf,
  findAlikeCodes,
  findSameMeanings,
  keepsItsCode,
  type AlikeCodes,
  type CodeTold,
  type SystemCode,
} from './alike-codes.ts';
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
