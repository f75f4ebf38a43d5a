/** How a number stood in an earlier snapshot, and which of its rows have gone or come since. */
import { badUserInput } from '#platform/errors.ts';
import { countRows } from '../populations/counts.ts';
import { findSharedSystems, type SharedSystem } from '../populations/shared-systems.ts';
import { findSnapshot, type Snapshot } from '../snapshots/snapshot.ts';
import { countMissing, NONE_MISSING, type Missing, type TwoSnapshots } from '../populations/missing-rows.ts';
import type { Drill, ReportContext, ReportOption, ReportResult, SummaryLine } from './report.ts';

/** Of every report: its numbers, and those of rows that have gone or come. */
export const SINCE_OPTION: ReportOption = {
  name: 'since',
  says: 'Earlier snapshot to compare with',
  takes: 'SNAPSHOT',
};

export interface Change extends Missing {
  /** Null if no system told it then. */
  readonly earlier: number | null;
}

/** An earlier snapshot, and the systems that the later one has too. */
export interface Since {
  readonly earlier: Snapshot;
  readonly shared: readonly SharedSystem[];
}

/** The snapshot that the option `since` names; null if there is no such option. Throws BAD_USER_INPUT for a wrong name. */
export async function findSince({ db, options, snapshot }: ReportContext): Promise<Since | null> {
  const { since } = options;
  if (since === undefined) return null;
  const earlier = await findSnapshot(db, since);
  if (earlier?.state !== 'WHOLE' || earlier.number >= snapshot.number) {
    throw badUserInput(`since: there is no whole snapshot "${since}" before "${snapshot.name}".`);
  }
  return { earlier, shared: await findSharedSystems(db, earlier.number, snapshot.number) };
}

/** Adds to each number what it was; does nothing where no earlier snapshot is named. */
export async function withSince(context: ReportContext, result: ReportResult): Promise<ReportResult> {
  const since = await findSince(context);
  if (since === null) return result;
  const compared = result.summary.flatMap((line) => {
    const { drill, isCompared = false } = line;
    return drill === undefined || isCompared ? [] : [{ line, drill }];
  });
  const changes = await changesSince(
    context,
    since,
    compared.map(({ drill }) => drill),
  );
  const texts = new Map(compared.map(({ line }, place) => [line, sayChange(since, changes[place] ?? NONE_KNOWN)]));
  return { ...result, summary: result.summary.map((line) => addText(line, texts.get(line))) };
}

const NONE_KNOWN: Change = { ...NONE_MISSING, earlier: null };

function sayChange({ earlier: { name } }: Since, { earlier, gone, untold, come, untoldThen }: Change): string {
  if (earlier === null) return `not told in "${name}"`;
  const unknown = untold === 0 ? '' : `, and of ${untold} it is not told any more`;
  const unknownThen = untoldThen === 0 ? '' : `, and of ${untoldThen} it was not told before`;
  return `${earlier} in "${name}"; since then ${gone} have gone and ${come} have come${unknown}${unknownThen}`;
}

function addText(line: SummaryLine, said: string | undefined): SummaryLine {
  if (said === undefined) return line;
  return { ...line, text: line.text === undefined ? said : `${line.text}; ${said}` };
}

/** Of each of the numbers, in their order, over the systems that both snapshots have. */
export async function changesSince(
  context: ReportContext,
  since: Since,
  drills: readonly Drill[],
): Promise<readonly Change[]> {
  const { db } = context;
  const { earlier, shared } = since;
  if (shared.length === 0) return drills.map(() => NONE_KNOWN);
  const missing = await countMissing(db, twoOf(context, since), drills);
  const inShared = { dimension: 'SYSTEM', in: shared.map(({ id }) => id) } as const;
  const changes: Change[] = [];
  for (const [place, { population, where }] of drills.entries()) {
    const { value } = await countRows(db, { snapshot: earlier.number, population, where: [...where, inShared] });
    changes.push({ earlier: value, ...(missing[place] ?? NONE_MISSING) });
  }
  return changes;
}

export function twoOf({ snapshot }: ReportContext, { earlier, shared }: Since): TwoSnapshots {
  return { earlier: earlier.number, later: snapshot.number, shared };
}
