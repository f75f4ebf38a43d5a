/** The files that the target is given: records in MARC with their copies and runs, lists of both, and what somebody should look at. */
import { mappingsOfSnapshot } from '#comparison/mappings/kept-mappings.ts';
import { readRegion } from '#comparison/snapshots/snapshot.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Plan } from '../plans/plan.ts';
import { findLinks, linksOf, makeLinkTable } from './links-of-plan.ts';
import { NOT_LOADABLE } from './not-loadable.ts';
import { plannedPages } from './planned-pages.ts';
import type { Branches } from './statements.ts';
import { openTargetFiles } from './target-files.ts';
import { openTargetFolder, type TargetFolder, type WrittenFile } from './target-folder.ts';
import { createRecordWriter, type TargetCounts, type WritingRules } from './write-record.ts';

export interface TargetAsked {
  readonly plan: Plan;
  readonly folder: string;
  /** Whether notes of staff go along (952 `$x`): they may name readers. */
  readonly staffNotes: boolean;
  /** Told how many records are done, of how many. */
  readonly onProgress: (done: number, all: number) => void;
}

export interface Manifest {
  readonly plan: string;
  readonly snapshot: string;
  /** Kind of the target, and its system if it is one of the plan's. */
  readonly target: string;
  readonly into: string | null;
  readonly staffNotes: boolean;
  readonly counts: TargetCounts;
  readonly files: readonly WrittenFile[];
}

/** What goes under a plan. Throws BAD_USER_INPUT if its catalogue is not predicted yet. */
export async function countPlanned(db: Kysely<Database>, plan: Plan) {
  if (plan.state !== 'WHOLE') {
    throw badUserInput(
      `plan: "${plan.name}" is ${plan.state}, so nothing can be written of it; predict it first (mercia move plan).`,
    );
  }
  const count = async (table: 'planned_record' | 'planned_item' | 'planned_statement'): Promise<number> => {
    const query = db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'));
    return (await query.where('plan', '=', plan.number).where('goes', '=', true).executeTakeFirstOrThrow()).count;
  };
  return {
    records: await count('planned_record'),
    items: await count('planned_item'),
    statements: await count('planned_statement'),
  };
}

/** All files are there, or none. The same plan gives the same bytes. Throws BAD_USER_INPUT as `countPlanned` and for a folder with files. */
export async function writeTarget(db: Kysely<Database>, asked: TargetAsked): Promise<Manifest> {
  const folder = await openTargetFolder(asked.folder);
  try {
    const manifest = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((transaction) => writeAll(transaction, folder, asked));
    await folder.commit(manifest);
    return manifest;
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

async function writeAll(
  transaction: Transaction<Database>,
  folder: TargetFolder,
  { plan, staffNotes, onProgress }: TargetAsked,
): Promise<Manifest> {
  const planned = await countPlanned(transaction, plan);
  const { into } = plan.settings;
  await makeLinkTable(transaction, plan.number);
  const files = openTargetFiles(folder);
  await files.begin();
  const writer = createRecordWriter(files, await readWritingRules(transaction, plan));
  let done = 0;
  for await (const page of plannedPages(transaction, { plan: plan.number, staffNotes })) {
    const linkOf = await findLinks(transaction, linksOf(page), into);
    for (const record of page) await writer.write(record, linkOf);
    done += page.length;
    onProgress(done, planned.records);
  }
  for (const row of NOT_LOADABLE) {
    await files.notLoadable.add([row.thing, row.field, row.by, row.why, row.basis, row.source]);
  }
  return {
    plan: plan.name,
    snapshot: plan.snapshot.name,
    target: plan.target,
    into,
    staffNotes,
    counts: writer.counts,
    files: await files.close(),
  };
}

/** What records of a plan are made by: its settings, and what the region file and the mappings of its snapshot say. */
export async function readWritingRules(db: Kysely<Database>, plan: Plan): Promise<WritingRules> {
  const region = await readRegion(db, plan.snapshot.number);
  return {
    settings: plan.settings,
    kindOf: new Map(region.systems.map(({ id, kind }) => [id, kind])),
    branches: await createBranches(db, plan, region),
  };
}

/**
 * A library's branch by the plan, else by what its own branch is mapped to, else by the first of its branches that is mapped; in the
 * target it is the one that it has.
 */
async function createBranches(db: Kysely<Database>, { snapshot, settings }: Plan, region: Region): Promise<Branches> {
  const { mappings } = await mappingsOfSnapshot(db, snapshot.number);
  const keyOf = (system: string, code: string): string => `${system} ${code}`;
  const targets = new Map(
    mappings.flatMap(({ system, list, code, target }) =>
      list === 'BRANCH' && target !== null ? [[keyOf(system, code), target] as const] : [],
    ),
  );
  const owned = new Map(region.systems.map(({ id, owners }) => [id, owners]));
  const branchOf: Branches['branchOf'] = (system, ownCode, library) => {
    const codes = (owned.get(system) ?? []).filter((owner) => owner.library === library).map(({ code }) => code);
    if (system === settings.into) return ownCode ?? codes[0] ?? null;
    const mapped = [ownCode, ...codes].flatMap((code) =>
      code === null ? [] : (targets.get(keyOf(system, code)) ?? []),
    );
    return settings.branches[library] ?? mapped[0] ?? null;
  };
  return {
    branchOf,
    libraryOf: (system, ownCode) => owned.get(system)?.find(({ code }) => code === ownCode)?.library ?? null,
  };
}
