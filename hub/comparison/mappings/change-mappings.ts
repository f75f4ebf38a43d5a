/** What people decide of mappings, and what Mercia suggests where nobody has decided. */
import type { SystemId } from '#domain/ids.ts';
import type { MappingState } from '#domain/mappings.ts';
import type { CodeListName } from '#domain/policies.ts';
import { recordAction, type Actor } from '#store/repositories/actions/actions.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Snapshot } from '../snapshots/snapshot.ts';
import { plainCode } from '../codes/pair-codes.ts';
import { readMappings, type CodeMapping, type Mappings } from './kept-mappings.ts';
import { findCodes, keyOf, type FoundCode } from './mapping-book.ts';
import type { FileRow, RowProblem } from './refused-rows.ts';
import { suggestTarget } from './suggest-target.ts';

export interface WantedMapping extends FileRow {
  readonly system: string;
  readonly list: CodeListName;
  readonly code: string;
  /** Null takes the mapping back. */
  readonly target: string | null;
  /**
   * How the code stood when its sheet was written, or DECIDED. SUGGESTED and UNMAPPED change nothing that was decided; SUGGESTED leaves a
   * suggestion of the same target as it is, and UNMAPPED without a target any. Anything else is a decision.
   */
  readonly state: MappingState | null;
  /** Null leaves the note that there is. */
  readonly note: string | null;
}

/** Who decides, and when. */
export interface Change extends Actor {
  readonly at: Date;
}

/** Codes are those of the snapshot. What is wrong is refused with the reason, the rest is taken. */
export async function changeMappings(
  db: Kysely<Database>,
  snapshot: Pick<Snapshot, 'number' | 'name'>,
  wanted: readonly WantedMapping[],
  change: Change,
): Promise<{ readonly taken: number; readonly refused: readonly RowProblem<WantedMapping>[] }> {
  const codes = await findCodes(db, { snapshot: snapshot.number, libraries: null, system: null });
  return db.transaction().execute(async (transaction) => {
    const existing = await readMappings(transaction);
    const refused: RowProblem<WantedMapping>[] = [];
    const good = new Map<string, CodeMapping>();
    const lines = new Map<string, number | null>();
    for (const row of wanted) {
      const read = readMapping(row, codes, existing);
      if ('problem' in read) {
        refused.push({ row, ...read });
        continue;
      }
      const key = keyOf(read.system, read.list, read.code);
      if (good.has(key)) {
        const line = lines.get(key) ?? null;
        const place = line === null ? 'stands here twice' : `stands in line ${line} already`;
        refused.push({ row, column: 'Code', problem: `the code ${place}; leave one of the two` });
        continue;
      }
      good.set(key, read);
      lines.set(key, row.line);
    }
    await storeMappings(transaction, [...good.values()], change);
    if (good.size > 0) await record(transaction, snapshot.name, good.size, change);
    return { taken: good.size, refused };
  });
}

async function record(
  tx: Transaction<Database>,
  subject: string,
  codes: number,
  { by, role, at }: Change,
): Promise<void> {
  const note = `${codes} ${codes === 1 ? 'code' : 'codes'}`;
  await recordAction(tx, { at, action: 'MAPPINGS_CHANGED', actor: { by, role }, subject, note });
}

type ReadMapping = CodeMapping | { readonly column: string; readonly problem: string };

function readMapping(row: WantedMapping, codes: readonly FoundCode[], existing: Mappings): ReadMapping {
  const known = [...codes, ...existing.mappings].filter(({ list }) => list === row.list);
  const ofSystem = known.filter(({ system }) => system === row.system);
  if (ofSystem.length === 0) {
    return { column: 'System', problem: 'the snapshot has no system of this id with codes of this list' };
  }
  const code = findSpelling(row.code, new Set(ofSystem.map((one) => one.code)));
  if (code === null) {
    return {
      column: 'Code',
      problem: 'no copy of the system has this code, or several differ by case and blanks alone',
    };
  }
  const system = row.system as SystemId;
  const { list } = row;
  const before = existing.mappings.find((one) => keyOf(one.system, one.list, one.code) === keyOf(system, list, code));
  const note = row.note ?? before?.note ?? null;
  const isEmpty = row.target === null || plainCode(row.target) === '';
  const target = row.target === null || isEmpty ? null : findTarget(row.target, list, existing);
  if (target === null && !isEmpty) {
    return { column: 'Target code', problem: 'the target has no such code in this list; enter it there first' };
  }
  if (before !== undefined && isWrittenBefore(row, target, before)) {
    if (before.target === target || before.state === 'SUGGESTED') return { ...before, note };
    return {
      column: 'State',
      problem: `the code is decided, to become ${before.target ?? ''}; write DECIDED if it shall be otherwise, and leave the target code empty to take it back`,
    };
  }
  if (target === null) {
    const reason = before?.state === 'UNMAPPED' ? before.reason : null;
    return { system, list, code, target, state: 'UNMAPPED', reason, note };
  }
  if (row.state === 'SUGGESTED' && before?.state !== 'SUGGESTED') {
    return { column: 'State', problem: 'Mercia no longer suggests this; write DECIDED if it is right' };
  }
  return { system, list, code, target, state: 'DECIDED', reason: null, note };
}

/** Whether a row says only how its code stood when its sheet was written, so that it changes nothing of what is decided or suggested by now. */
function isWrittenBefore(
  { state }: WantedMapping,
  target: string | null,
  before: Pick<CodeMapping, 'state' | 'target'>,
): boolean {
  if (before.state === 'DECIDED') return state === 'SUGGESTED' || state === 'UNMAPPED';
  if (before.state === 'SUGGESTED')
    return state === 'SUGGESTED' ? target === before.target : state === 'UNMAPPED' && target === null;
  return false;
}

/** Itself, or the only one that differs by case and blanks alone. */
function findSpelling(code: string, known: ReadonlySet<string>): string | null {
  if (known.has(code)) return code;
  const alike = [...known].filter((one) => plainCode(one) === plainCode(code));
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** As the target spells it. A code that is gone can stay what something is mapped to already. */
function findTarget(target: string, list: CodeListName, { targets, mappings }: Mappings): string | null {
  const plain = plainCode(target);
  const there = targets.find((one) => one.list === list)?.codes.find(({ code }) => plainCode(code) === plain);
  if (there !== undefined) return there.code;
  const used = mappings.find((one) => one.list === list && one.target !== null && plainCode(one.target) === plain);
  return used?.target ?? null;
}

export interface Suggested {
  /** Codes that have a suggestion now. */
  readonly suggested: number;
  /** Codes that have none, each with its reason. */
  readonly unmapped: number;
}

/** For every code of the snapshot of which nobody has decided; a later suggestion takes the place of an earlier one. */
export async function suggestMappings(db: Kysely<Database>, snapshot: number, change: Change): Promise<Suggested> {
  const codes = await findCodes(db, { snapshot, libraries: null, system: null });
  return db.transaction().execute(async (transaction) => {
    const { targets, mappings } = await readMappings(transaction);
    const before = new Map(mappings.map((one) => [keyOf(one.system, one.list, one.code), one]));
    const suggestions = codes.flatMap((code): CodeMapping[] => {
      const existing = before.get(keyOf(code.system, code.list, code.code));
      if (existing?.state === 'DECIDED') return [];
      const { target, reason } = suggestTarget(code, targets.find(({ list }) => list === code.list)?.codes ?? []);
      const state = target === null ? 'UNMAPPED' : 'SUGGESTED';
      return [
        { system: code.system, list: code.list, code: code.code, target, state, reason, note: existing?.note ?? null },
      ];
    });
    await storeMappings(transaction, suggestions, change);
    const suggested = suggestions.filter(({ target }) => target !== null).length;
    return { suggested, unmapped: suggestions.length - suggested };
  });
}

async function storeMappings(
  transaction: Transaction<Database>,
  mappings: readonly CodeMapping[],
  { by, at }: Change,
): Promise<void> {
  const systems = await transaction.selectFrom('system').select(['id', 'system_id']).execute();
  const numbers = new Map(systems.map(({ id, system_id: name }) => [name, id]));
  for (const { system, list, code, target, state, reason, note } of mappings) {
    const number = numbers.get(system);
    if (number === undefined) continue;
    const values = { target, state, reason, note, changed_by: by, changed_at: at };
    await transaction
      .insertInto('code_mapping')
      .values({ system: number, list, code, ...values })
      .onConflict((conflict) => conflict.columns(['system', 'list', 'code']).doUpdateSet(values))
      .execute();
  }
}
