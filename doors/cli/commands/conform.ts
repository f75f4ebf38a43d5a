/** `mercia conform`: the conformance kit against a real system, read only. */
import { conform } from '#conformance/real/conform.ts';
import { badUserInput } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { describeRealSystem } from '../conform/real-system.ts';
import { renderConform, toConformJson } from '../conform/render-report.ts';
import { INTERRUPTED, printLine, printNote } from '../output.ts';
import { showChecks } from '../progress.ts';
import { assertSecrets, findRegion } from '../region/region-source.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';
import { wholeNumber } from '../whole-number.ts';

interface ConformFlags extends SettingFlags<'region' | 'data' | 'logLevel'> {
  readonly system: string;
  readonly card?: string;
  readonly questions: number;
  readonly json?: string;
}

const QUESTIONS = 1_000;
const FAILS = 1;

export function registerConform(program: Command): void {
  program
    .command('conform')
    .description('run the checks of every adapter against one real system; nothing is written there')
    .addHelpText(
      'after',
      '\nExit code: 0 if no check found anything, 1 if one did, 130 if Ctrl-C came first. What was not tried is listed with the reason; docs/conform.md.',
    )
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .requiredOption('--system <id>', 'the system, as the region file names it')
    .option('--card <card>', 'a test card of the library: its account is read, nothing is changed and no PIN is tried')
    .option('--questions <number>', 'questions to the system, at most', wholeNumber, QUESTIONS)
    .option('--json <file>', 'writes the whole report there')
    .addOption(settingFlag('logLevel'))
    .action(async (flags: ConformFlags) => {
      const settings = readSettings({ region: flags.region, data: flags.data, logLevel: flags.logLevel });
      const source = await findRegion(settings);
      const system = source.region.systems.find(({ id }) => id === flags.system);
      if (system === undefined) {
        const ids = source.region.systems.map(({ id }) => id).join(', ');
        throw badUserInput(`No such system: ${flags.system}. The region has ${ids}.`);
      }
      assertSecrets(source, [system]);
      // What goes wrong on a wire that is broken on purpose is no news: the report says it.
      const logger = createLogger(flags.logLevel === undefined ? 'silent' : settings.logLevel);
      const progress = showChecks();
      const interrupted = new AbortController();
      process.once('SIGINT', () => {
        interrupted.abort();
      });
      const report = await conform(describeRealSystem(system, source, logger), {
        questions: flags.questions,
        card: flags.card,
        onCheck: progress.update,
        signal: interrupted.signal,
      }).finally(progress.stop);
      printLine(renderConform(report));
      if (flags.json !== undefined) {
        await writeFile(flags.json, `${JSON.stringify(toConformJson(report, new Date()), null, 2)}\n`);
        printNote(`The whole report is in ${flags.json}`);
      }
      if (interrupted.signal.aborted) process.exitCode = INTERRUPTED;
      else if (report.results.some(({ verdict }) => verdict.verdict === 'failed')) process.exitCode = FAILS;
    });
}
