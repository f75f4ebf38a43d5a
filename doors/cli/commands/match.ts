import { badUserInput } from '#platform/errors.ts';
import { createIndexScope, matchEvidence, type IndexScope } from '#union-index/index.ts';
import { scorePair } from '#union-index/match/score-pair.ts';
import { toRecordId } from '#union-index/rulings/index.ts';
import cliProgress from 'cli-progress';
import type { Command } from 'commander';
import { once } from 'node:events';
import { renderExplanation, renderIndexExplanation, renderPair, renderSummary } from '../matching/render.ts';
import { LineProblems } from '../matching/problems.ts';
import { readViews, scoreFile } from '../matching/score-file.ts';
import { forTerminal } from '../output.ts';
import { settingFlag, type SettingFlags } from '../settings.ts';

interface ScoreFlags {
  readonly records: string;
  readonly pairs: string;
  readonly json?: boolean;
}

interface ExplainFlags extends SettingFlags<'region' | 'data'> {
  readonly records?: string;
  readonly json?: boolean;
}

/** Where a command writes; standard output and error of the process outside of tests. */
export interface MatchIo {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

const SHOWN_PROBLEMS = 20;
/** Written with the first pair, so that files that cannot be read leave no half of a document. */
const PAIRS_OPEN = '{"pairs":[';

export function registerMatch(program: Command): void {
  const match = program.command('match').description('say whether records describe one edition, and why');
  match
    .command('score')
    .description('score pairs of records; with labels, precision and recall too')
    .requiredOption('--records <file>', 'records: MARC-in-JSON one a line (ISO 2709 and MARCXML too), packed or not')
    .requiredOption('--pairs <file>', 'pairs: id1,id2[,label] by comma or tab, a header or none')
    .option('--json', 'one JSON document: pairs, summary, curve, problems')
    .addHelpText('after', '\nExit codes: 0 scored; 1 not one pair could be scored; 2 a file cannot be read.')
    .action(async (flags: ScoreFlags) => {
      process.exitCode = await runMatchScore(flags, process);
    });
  match
    .command('explain')
    .description('explain the evidence for and against two records being one edition')
    .argument(
      '<a>',
      'id of a record, as the graph gives it (north-koha:record:1234); with --records, its id in the file',
    )
    .argument('<b>', 'id of another')
    .option('--records <file>', 'the file that holds both; without it, the index of the region')
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .option('--json', 'one JSON document')
    .action(async (a: string, b: string, flags: ExplainFlags) => {
      const { records } = flags;
      process.exitCode =
        records === undefined
          ? await withIndex(flags, (index) =>
              runMatchExplainIndexed(a, b, { json: flags.json === true, index }, process),
            )
          : await runMatchExplain(a, b, { ...flags, records }, process);
    });
}

export async function runMatchScore(flags: ScoreFlags, io: MatchIo): Promise<number> {
  const json = flags.json === true;
  const bar = startBar(io);
  const write = async (text: string): Promise<void> => {
    if (!io.stdout.write(text)) await once(io.stdout, 'drain');
  };
  let pairs = 0;
  const scoring = orRefuse('score', io, async () => {
    const outcome = await scoreFile(flags, {
      onRecord: (count) => bar?.update(count),
      async onPair(pair) {
        pairs += 1;
        bar?.update(pairs, { what: 'pairs' });
        await write(
          json ? `${pairs === 1 ? PAIRS_OPEN : ','}\n${JSON.stringify(pair)}` : `${forTerminal(renderPair(pair))}\n`,
        );
      },
    });
    const { summary, curve, problems, problemCount } = outcome;
    if (json)
      await write(
        `${pairs === 0 ? PAIRS_OPEN : ''}\n],"summary":${JSON.stringify(summary)},"curve":${JSON.stringify(curve)},"problems":${JSON.stringify(problems)}}\n`,
      );
    else await write(`\n${renderSummary(summary)}\n`);
    tellProblems('score', { kept: problems, count: problemCount }, io);
    return pairs === 0 ? 1 : 0;
  });
  return scoring.finally(() => {
    bar?.stop();
  });
}

export async function runMatchExplain(
  a: string,
  b: string,
  flags: ExplainFlags & { readonly records: string },
  io: MatchIo,
): Promise<number> {
  return orRefuse('explain', io, async () => {
    const problems = new LineProblems();
    const views = await readViews(flags.records, new Set([a, b]), problems, { onRecord: () => undefined });
    tellProblems('explain', problems, io);
    const [first, second] = [a, b].map((id) => {
      const view = views.get(id);
      if (view === undefined) throw badUserInput(`no record ${id} in ${flags.records}`);
      return view;
    }) as [NonNullable<ReturnType<typeof views.get>>, NonNullable<ReturnType<typeof views.get>>];
    const score = scorePair(first, second);
    io.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ id1: a, id2: b, ...score })}\n`
        : `${forTerminal(renderExplanation(score))}\n`,
    );
    return 0;
  });
}

/** Explains two records of the index, as the graph's `match` does, and gives the exit code. */
export async function runMatchExplainIndexed(
  a: string,
  b: string,
  { index, json }: { readonly index: IndexScope; readonly json: boolean },
  io: MatchIo,
): Promise<number> {
  return orRefuse('explain', io, async () => {
    const view = await matchEvidence(index, toRecordId(a), toRecordId(b));
    if (view === null) {
      throw badUserInput(`the index does not hold both ${a} and ${b}, or one of them is not public`);
    }
    io.stdout.write(json ? `${JSON.stringify(view)}\n` : `${forTerminal(renderIndexExplanation(view))}\n`);
    return 0;
  });
}

function tellProblems(
  command: 'score' | 'explain',
  { kept, count }: Pick<LineProblems, 'kept' | 'count'>,
  io: MatchIo,
): void {
  const shown = kept.slice(0, SHOWN_PROBLEMS);
  for (const { file, line, reason } of shown) {
    io.stderr.write(forTerminal(`mercia match ${command}: ${file}, line ${line}: ${reason}\n`));
  }
  if (count > shown.length) io.stderr.write(`mercia match ${command}: and ${count - shown.length} more\n`);
}

async function withIndex(flags: ExplainFlags, explain: (index: IndexScope) => Promise<number>): Promise<number> {
  // Only here: scoring files needs no database, and starts at once without it.
  const { withHub } = await import('../graph/hub.ts');
  return withHub({ holder: 'mercia match', flags, only: [] }, ({ region, store }) =>
    explain(createIndexScope(store.db, region)),
  );
}

function startBar(io: MatchIo): cliProgress.SingleBar | null {
  if (io.stderr.isTTY !== true) return null;
  const bar = new cliProgress.SingleBar({
    stream: io.stderr,
    clearOnComplete: true,
    format: '{value} {what}  {duration_formatted}',
  });
  bar.start(0, 0, { what: 'records' });
  return bar;
}

/** The exit code of the work; 2, saying why, if it fails. */
async function orRefuse(command: 'score' | 'explain', io: MatchIo, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    io.stderr.write(
      forTerminal(`mercia match ${command}: ${error instanceof Error ? error.message : String(error)}\n`),
    );
    return 2;
  }
}
