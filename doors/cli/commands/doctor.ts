import { experimentOf } from '#adapters/registry.ts';
import type { LmsAdapter, Probe, ProbeStep } from '#contract/adapter.ts';
import { probeLimitMs } from '#domain/call-limits.ts';
import type { Region } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Command } from 'commander';
import { renderDatabase, renderReplica, reportDatabase, reportReplica } from '../doctor/database-report.ts';
import { renderIssuers, reportIssuers } from '../doctor/issuer-report.ts';
import { createOpenedRegion, type OpenedRegion } from '../region/opened-region.ts';
import { printJson, printLine, renderTable } from '../output.ts';
import { renderPatronData, reportPatronData } from '../doctor/patron-data-report.ts';
import { renderPlaces, reportPlaces } from '../doctor/places-report.ts';
import { findRegion } from '../region/region-source.ts';
import { readSettings, settingFlag, withSystemFlags, type SettingFlags } from '../settings.ts';
import { presetOf, renderAssumptions, reportAssumptions } from '../doctor/assumptions-report.ts';
import { letterTo } from '../doctor/supplier-letter.ts';
import { shareSystem } from '../doctor/share/index.ts';
import { renderUnmapped } from '../doctor/unmapped-codes.ts';

interface DoctorFlags extends SettingFlags<'region' | 'data' | 'logLevel'> {
  readonly system?: string[];
  readonly json?: boolean;
  readonly letter?: boolean;
  readonly share?: string;
}

/** Exit codes: 0 if everything is in order. */
const FAILS = 1;
const WARNS = 2;

export function registerDoctor(program: Command): void {
  withSystemFlags(program.command('doctor [system]'))
    .description('check every system of the region: what works, how fast, which codes are unmapped')
    .addHelpText(
      'after',
      '\nExit code: 0 if all is in order, 1 if something fails, 2 if there are only warnings. What a preset assumes is listed, and changes none.',
    )
    .option('--json', 'one JSON document')
    .option(
      '--share <file>',
      'ask one system a few questions and write its answers, all data replaced, to look through and send',
    )
    .option('--letter', 'ask nothing: write to the suppliers of systems that a preset describes')
    .addOption(settingFlag('logLevel'))
    .action(async (system: string | undefined, flags: DoctorFlags) => {
      await runDoctor(system === undefined ? flags : { ...flags, system: [...(flags.system ?? []), system] });
    });
}

async function runDoctor(flags: DoctorFlags): Promise<void> {
  const settings = readSettings({ region: flags.region, data: flags.data, logLevel: flags.logLevel });
  const source = await findRegion(settings);
  if (flags.letter === true) {
    printLine(lettersOf(source.region, flags.system));
    return;
  }
  if (flags.share !== undefined) {
    await shareSystem(source, flags.system, flags.share, settings.logLevel);
    return;
  }
  const opened = createOpenedRegion(source, settings, { only: flags.system });
  try {
    const [probes, issuers, database, replica] = await Promise.all([
      probeAll(opened),
      reportIssuers(opened.region),
      reportDatabase(settings),
      reportReplica(settings),
    ]);
    const patronData = reportPatronData(opened.region, settings.patronSecret !== undefined, new Date());
    const places = reportPlaces(opened.region);
    const assumptions = reportAssumptions(opened.region.systems.filter(({ id }) => flags.system?.includes(id) ?? true));
    const experiments = new Map(opened.region.systems.map((system) => [system.id, experimentOf(system)]));
    if (flags.json === true) {
      printJson({
        systems: probes.map(({ adapter, probe }) => ({
          system: adapter.system,
          experimental: experiments.get(adapter.system.id) ?? [],
          ...probe,
        })),
        issuers,
        patronData,
        places,
        assumptions,
        ...(database === null ? {} : { database }),
        ...(replica === null ? {} : { replica }),
      });
    } else {
      for (const { adapter, probe } of probes) {
        printProbe(adapter, probe, experiments.get(adapter.system.id) ?? []);
      }
      if (assumptions.length > 0) printLine(renderAssumptions(assumptions));
      if (database !== null) printLine(renderDatabase(database));
      if (replica !== null) printLine(renderReplica(replica));
      printLine(`${renderIssuers(issuers)}${renderPatronData(patronData)}\n${renderPlaces(places)}`);
    }
    const works = probes.every(({ probe }) => probe.reachable && probe.steps.every((step) => step.ok));
    const hasDatabase = database === null || database.connections !== null;
    if (!works || !hasDatabase || issuers.some(({ ok }) => !ok)) process.exitCode = FAILS;
    else if (
      probes.some(({ probe }) => probe.steps.some(isWarning)) ||
      places.some(({ warning }) => warning !== null) ||
      (database !== null && database.warning !== null) ||
      replica?.isUsed === false
    )
      process.exitCode = WARNS;
  } finally {
    await opened.close();
  }
}

/** Throws CONFIG_INVALID if a system is named that the file does not have, or none of them is described by a preset. */
function lettersOf(region: Region, only: readonly string[] | undefined): string {
  const unknown = only?.find((id) => region.systems.every((system) => system.id !== id));
  if (unknown !== undefined) throw new MerciaError('CONFIG_INVALID', `--system: there is no system "${unknown}"`);
  const letters = region.systems
    .filter(({ id }) => only?.includes(id) ?? true)
    .flatMap((system) => {
      const preset = presetOf(system);
      return preset === undefined ? [] : [letterTo(preset, system, region)];
    });
  if (letters.length > 0) return letters.join('\n---\n\n');
  const what = 'none of these systems is described by a preset, so there is nothing to ask a supplier';
  throw new MerciaError('CONFIG_INVALID', `--letter: ${what}; docs/presets.md lists them`);
}

async function probeAll({
  region,
  adapters,
}: Pick<OpenedRegion, 'region' | 'adapters'>): Promise<{ adapter: LmsAdapter; probe: Probe }[]> {
  return Promise.all(
    region.systems.flatMap((system) => {
      const adapter = adapters.get(system.id);
      if (adapter === undefined) return [];
      return [adapter.probe(AbortSignal.timeout(probeLimitMs(system))).then((probe) => ({ adapter, probe }))];
    }),
  );
}

function isWarning({ ok, warn }: ProbeStep): boolean {
  return ok && warn === true;
}

function printProbe({ system }: LmsAdapter, probe: Probe, experimental: readonly string[]): void {
  printLine(`${system.id}  ${system.name} (${probe.product ?? system.kind})`);
  for (const why of experimental) printLine(`   EXPERIMENTAL: ${why}`);
  const rows = probe.steps.map((step) => [
    '  ',
    !step.ok ? 'FAILS' : isWarning(step) ? 'warn' : 'ok',
    step.what,
    `${Math.round(step.elapsedMs)} ms`,
    step.detail,
  ]);
  if (rows.length > 0) printLine(renderTable(rows));
  printLine(`   can: ${probe.capabilities.join(', ') || 'nothing'}`);
  if (probe.unmapped.length > 0) {
    printLine('   unmapped codes (shown as UNKNOWN, or left out where they name an owner):');
    printLine(renderTable(probe.unmapped.map(({ list, code, label }) => ['     ', list, code, label ?? ''])));
    const yaml = renderUnmapped(probe.unmapped);
    const entry = `the entry of ${system.id} in the region file`;
    const how = 'below a key that is there already (owners, settings) add only the lines that are below it here';
    if (yaml !== '') printLine(`   to add to ${entry}; ${how}:\n\n${yaml}`);
  }
  printLine('');
}
