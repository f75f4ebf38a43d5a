/** The files that the target is given: records in MARC with their copies and runs, lists of both, and what somebody should look at. */
import { mappingsOfSnapshot } from '#comparison/mappings/kept-mappings.ts';
import { readRegion } from '#comparison/snapshots/snapshot.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Plan } from '../plans/plan.ts';
import { findLinks, linksOf, makeLinkTable } from './links-of-plan.ts';
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
  /** Told in which folders the files are, while they are written and then, before there is one. */
  readonly onFolders: (folders: TargetFolder['places']) => Promise<void>;
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
    await asked.onFolders(folder.places);
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

interface NotLoadable {
  readonly thing: 'ITEMS' | 'STATEMENTS' | 'LOANS' | 'HOLDS' | 'READERS';
  readonly field: string;
  /** What would have to take it. */
  readonly by: string;
  readonly why: string;
  /** SEEN at a running Koha 23.05.04; DOCUMENTED in Koha's source. */
  readonly basis: 'SEEN' | 'DOCUMENTED';
  readonly source: string;
}

/** In the order in which a supplier would go through them. What is here goes from supplier to supplier, or is entered by hand. */
const NOT_LOADABLE: readonly NotLoadable[] = [
  {
    thing: 'ITEMS',
    field: 'day on which it is due ($q)',
    by: 'MARC 952',
    why: 'A day in 952 makes no loan: the copy would look lent to nobody. Loans are rows of their own.',
    basis: 'DOCUMENTED',
    source: 'C4/Items.pm, AddItemBatchFromMarc: items.onloan is a column, issues is another table',
  },
  {
    thing: 'ITEMS',
    field: 'number of the copy in its old system ($9)',
    by: 'MARC 952',
    why: 'Koha gives a number of its own; barcodes pair copies.',
    basis: 'DOCUMENTED',
    source: 'C4/Items.pm, AddItemBatchFromMarc',
  },
  {
    thing: 'ITEMS',
    field: 'when it was made, statistical categories, and whatever Koha has no column for',
    by: 'MARC 952',
    why: 'There is no subfield for it. items.csv names what each copy loses.',
    basis: 'DOCUMENTED',
    source: 'https://wiki.koha-community.org/wiki/Holdings_data_fields_(9xx)',
  },
  {
    thing: 'STATEMENTS',
    field: 'subscriptions and the issues that came',
    by: 'MARC 866 to 868',
    why: "The words of a run are loaded; Koha's serials module has tables of its own, and no interface for them.",
    basis: 'DOCUMENTED',
    source: 'api/v1/swagger/paths of Koha-Community/Koha: no path for subscriptions or serials',
  },
  {
    thing: 'LOANS',
    field: 'due day, renewals, day of the loan',
    by: 'REST POST /checkouts',
    why: 'Koha lends anew, by its rules of today: no due day of before can be given, and renewals begin at 0.',
    basis: 'SEEN',
    source: 'Koha 23.05.04, 2026-11-30',
  },
  {
    thing: 'HOLDS',
    field: 'place in the queue',
    by: 'REST POST /holds',
    why: 'Koha computes the place: holds must be placed in the order of the old queue.',
    basis: 'SEEN',
    source: 'Koha 23.05.04, 2026-11-30',
  },
  {
    thing: 'HOLDS',
    field: 'that a copy waits for its reader',
    by: 'REST POST /holds',
    why: 'A waiting hold cannot be made: the copy has to be returned at its desk once more.',
    basis: 'SEEN',
    source: 'Koha 23.05.04, 2026-11-30',
  },
  {
    thing: 'READERS',
    field: 'PIN',
    by: 'REST POST /patrons/{id}/password',
    why: 'No system tells its PINs, and Mercia reads none: each must be set anew unless the supplier proves that its hashes were taken over.',
    basis: 'DOCUMENTED',
    source: 'api/v1/swagger/paths of Koha-Community/Koha: a password is given in the clear and hashed',
  },
  {
    thing: 'READERS',
    field: 'loans of before',
    by: 'REST',
    why: 'There is no way to add a loan that is over: ask the supplier, or declare that the history stays behind.',
    basis: 'SEEN',
    source: 'Koha 23.05.04: POST /checkouts lends now',
  },
];
