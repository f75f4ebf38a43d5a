import { createId } from '#domain/ids.ts';
import { verifyIndex, type Difference, type IndexVerdict } from '#verify/index.ts';
import type { Command } from 'commander';
import { toPublication } from '../graph/feeds.ts';
import { withHub, type Hub } from '../graph/hub.ts';
import { printJson, printLine, printNote } from '../output.ts';
import { settingFlag, type SettingFlags } from '../settings.ts';

type What = Difference['what'];

const SHOWN_MAX = 20;
const DIFFERS = 1;
const IS_INCOMPLETE = 2;

const WORDS: Readonly<Record<What, readonly [one: string, unit: string]>> = {
  MEMBERS: ['of other records', 'editions by their records'],
  TEXTS: ['says something else', 'editions by what they say and are found by'],
  FEEDS: ['is passed on otherwise', 'entries of feeds'],
  TERMS: ['is counted otherwise', 'authors, subjects and class marks'],
  WORDS: ['is not known', 'words'],
  LISTS: ['is listed otherwise', 'editions by what they are listed under'],
};

export function registerVerifyIndex(program: Command): void {
  program
    .command('verify-index')
    .description('make the index once more from the stored records, beside the one that is served, and compare the two')
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .option('--json', 'one JSON line, with up to a thousand differences')
    .addOption(settingFlag('logLevel'))
    .action((flags: SettingFlags & { readonly json?: boolean }) =>
      withHub({ holder: 'mercia verify-index', flags }, async (hub, signal) => {
        const verdict = await verifyIndex({
          db: hub.store.jobs,
          openScratch: () => hub.store.openScratch(),
          ingest: hub.ingest,
          publication: toPublication(hub.region),
          logger: hub.logger,
          signal,
          step: (what) => {
            printNote(`… ${what}`);
          },
        });
        if (flags.json === true) printJson(verdict);
        else show(hub, verdict);
        if (verdict.differences > 0) process.exitCode = DIFFERS;
        else if (verdict.notCompared.length > 0) process.exitCode = IS_INCOMPLETE;
      }),
    );
}

function show({ region }: Hub, verdict: IndexVerdict): void {
  const { compared, differences, examples, notCompared } = verdict;
  for (const [what, count] of Object.entries(compared)) printLine(`${count} ${WORDS[what as What][1]}: compared`);
  for (const why of notCompared) printLine(`not compared: ${why}`);
  for (const { what, name, served, rebuilt } of examples.slice(0, SHOWN_MAX)) {
    const isEdition = what === 'MEMBERS' || what === 'TEXTS' || what === 'LISTS';
    printLine(`${isEdition ? createId(region.id, 'edition', name) : name} ${toWords(what, served, rebuilt)}`);
  }
  if (differences > SHOWN_MAX) printLine(`and ${differences - SHOWN_MAX} more; --json lists up to a thousand`);
  printLine(conclude(verdict));
}

function conclude({ compared, differences, notCompared }: IndexVerdict): string {
  if (differences > 0) return `Differences: ${differences}.`;
  if (notCompared.length === 0) return 'What is served is what the stored records make.';
  if (Object.keys(compared).length === 0) return 'Nothing could be compared.';
  return 'What was compared is what the stored records make.';
}

function toWords(what: What, served: string | null, rebuilt: string | null): string {
  if (served === null) return `is missing${what === 'MEMBERS' ? `: ${rebuilt ?? ''}` : ''}`;
  if (rebuilt === null) return `is there and should not be${what === 'MEMBERS' ? `: ${served}` : ''}`;
  const both = what === 'MEMBERS' || what === 'TERMS' ? `: ${served}, by the records ${rebuilt}` : '';
  return `${WORDS[what][0]}${both}`;
}
