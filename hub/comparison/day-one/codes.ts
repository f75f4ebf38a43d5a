import type { SystemId } from '#domain/ids.ts';
import { textArray } from '#store/binary-array.ts';
import { sql } from 'kysely';
import { LAST_USE, LIST_WORDS, LISTS_OF_ITEMS, type ItemListName } from '../codes/count-codes.ts';
import { is } from '../reports/conditions.ts';
import { items } from '../reports/count-lines.ts';
import { counting, tableOf, text, type Column, type Report, type ReportContext } from '../reports/report.ts';
import { readCodeNames, type CodeNames } from '../reports/code-names.ts';
import { systemsInScope } from '../reports/systems-in-scope.ts';
import { once } from '../snapshots/once.ts';

/** Lists whose codes stand on items. A reader's category is counted apart: it is about readers. */
const ITEM_LISTS = ['BRANCH', 'LOCATION', 'COLLECTION', 'ITEM_TYPE', 'STATUS'] as const satisfies ItemListName[];

interface UsedCode {
  readonly system: SystemId;
  readonly list: ItemListName;
  readonly code: string;
  readonly count: number;
  /** `YYYY-MM-DD`; null if no item was borrowed, or the system does not tell. */
  readonly lastBorrowed: string | null;
  readonly lastCreated: string | null;
  /** Whether the system tells of each of its items when it was borrowed. */
  readonly tellsLoans: boolean;
  /** Whether it is known how any of its items stands; null if that is not told. */
  readonly hasKnownState: boolean | null;
}

interface DeadCode {
  readonly system: SystemId;
  readonly list: ItemListName;
  readonly code: string;
  readonly label: string | null;
}

export const codes: Report = {
  name: 'codes',
  question: 'Which codes do we use, which are dead?',
  leavesOut: [],
  needs: ['ITEMS', 'ITEM_STATUS', 'CODE_LISTS'],
  async run(context) {
    const { db, snapshot, region } = context;
    const names = await readCodeNames(db, snapshot.number, region);
    const used = await findUsedCodes(context);
    const systems = (await systemsInScope(context)).map(({ id }) => id);
    const dead = findDeadCodes(used, systems, names).filter((one) => !isOthersBranch(context, one));
    const silent = systems.filter((system) => ITEM_LISTS.some((list) => names.listOf(system, list) === null));
    const unmapped = used.filter((one) => isMapped(one, names) === false);
    const nobodyTells = silent.length === systems.length && dead.length === 0;
    return {
      title: `Codes in use: ${used.length}; dead: ${nobodyTells ? 'not told' : dead.length}; not mapped in the region file: ${unmapped.length}.`,
      summary: [
        { label: 'Codes in use', value: used.length },
        {
          label: 'Codes of the systems’ lists that no item has',
          value: nobodyTells ? null : dead.length,
          notToldBy: silent,
        },
        { label: 'Codes in use that the region file does not map', value: unmapped.length },
        {
          label: 'Items with such a code (an item may have several)',
          value: unmapped.reduce((sum, { count }) => sum + count, 0),
        },
      ],
      tables: [
        tableOf(
          { name: 'in use', title: 'Codes in use, with what was last done with their items' },
          used,
          usedColumns(names),
          ({ system, list, code }) =>
            // A state of several codes is a value of its own.
            list === 'STATUS'
              ? undefined
              : items(...context.scope, is('SYSTEM', system), is(LISTS_OF_ITEMS[list], code)),
        ),
        tableOf(
          {
            name: 'dead',
            title:
              'Codes of the systems’ lists that no item has (copies for one interlibrary loan, which are not kept, may)',
          },
          dead,
          [
            text('System', ({ system }) => system),
            text('List', ({ list }) => LIST_WORDS[list]),
            text('Code', ({ code }) => code),
            text('Name', ({ label }) => label),
          ],
        ),
      ],
    };
  },
};

function usedColumns(names: CodeNames): readonly Column<UsedCode>[] {
  const isListed = ({ system, list, code }: UsedCode): boolean | null =>
    names.listOf(system, list)?.some((one) => one.code === code) ?? null;
  return [
    text('System', ({ system }) => system),
    text('List', ({ list }) => LIST_WORDS[list]),
    text('Code', ({ code }) => code),
    text('Name', ({ system, list, code }) => names.nameOf(system, list, code)),
    counting('Items', ({ count }) => count),
    text('Last borrowed', ({ lastBorrowed, tellsLoans }) => lastBorrowed ?? (tellsLoans ? 'never' : 'not told')),
    text('Newest item', ({ lastCreated }) => lastCreated ?? 'not told'),
    text('Mapped in the region file', (used) => yesNo(isMapped(used, names)) ?? 'nothing is mapped'),
    text('In the system’s own list', (used) => yesNo(isListed(used)) ?? 'not told'),
  ];
}

/**
 * A code of the system's own list is mapped, too, if it is known how copies with it stand; and a state that is a location, which some
 * systems have, as the location is. Null if the region file maps nothing of the list.
 */
function isMapped({ system, list, code, hasKnownState }: UsedCode, names: CodeNames): boolean | null {
  if (list === 'STATUS') return names.isMapped(system, 'LOCATION', code) === true || hasKnownState;
  const isNamed = names.isMapped(system, list, code);
  const isListed = names.listOf(system, list)?.some((one) => one.code === code) ?? false;
  return isNamed === false ? isListed && hasKnownState === true : isNamed;
}

function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'yes' : 'no';
}

/** Of the items that the report is about. */
function findUsedCodes({ db, snapshot, scope }: ReportContext): Promise<readonly UsedCode[]> {
  const read = (): Promise<readonly UsedCode[]> => readUsedCodes(db, snapshot.number, scope);
  return once(db, [snapshot], ['CODES USED', scope], read, (used) => used.length);
}

async function readUsedCodes(
  db: ReportContext['db'],
  snapshot: number,
  scope: ReportContext['scope'],
): Promise<readonly UsedCode[]> {
  const conditions = scope.map(
    ({ dimension, in: values }) =>
      sql`AND ${sql.ref(dimension === 'LIBRARY' ? 'u.library' : 'u.system')} = ANY(${textArray(values)}::text[])`,
  );
  const { rows } = await sql<UsedCode>`
    SELECT u.system, u.list, u.code, sum(u.count)::int AS count, max(u."lastBorrowed") AS "lastBorrowed",
      max(u."lastCreated") AS "lastCreated", bool_and(u."tellsLoans") AS "tellsLoans",
      bool_or(u."hasKnownState") AS "hasKnownState"
    FROM snapshot_result r, json_to_recordset(r.value) AS u(system text, library text, list text, code text, count bigint,
      "lastBorrowed" text, "lastCreated" text, "tellsLoans" boolean, "hasKnownState" boolean)
    WHERE r.snapshot = ${snapshot} AND r.report = ${LAST_USE} ${sql.join(conditions, sql` `)}
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 4 DESC, 3`.execute(db);
  return rows;
}

/** A branch of another library than the report is about is not dead because that one has no items in it. */
function isOthersBranch(
  { region, library, visibleLibraries }: ReportContext,
  { system, list, code }: DeadCode,
): boolean {
  const wanted = library === null ? visibleLibraries : [library];
  if (list !== 'BRANCH' || wanted === null) return false;
  const owner = region.systems.find(({ id }) => id === system)?.owners.find((one) => one.code === code);
  return owner !== undefined && !wanted.includes(owner.library);
}

function findDeadCodes(used: readonly UsedCode[], systems: readonly SystemId[], names: CodeNames): readonly DeadCode[] {
  const inUse = new Set(used.map(({ system, list, code }) => JSON.stringify([system, list, code])));
  return systems.flatMap((system) =>
    ITEM_LISTS.flatMap((list) =>
      (names.listOf(system, list) ?? [])
        .filter(({ code }) => !inUse.has(JSON.stringify([system, list, code])))
        .map(({ code, label }) => ({ system, list, code, label })),
    ),
  );
}
