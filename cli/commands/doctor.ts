import type { LmsAdapter, Probe, ProbeStep } from '#adapters/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Command } from 'commander';
import { renderIssuers, reportIssuers } from '../doctor/issuer-report.ts';
import { createOpenedRegion } from '../region/opened-region.ts';
import { printJson, printLine, renderTable } from '../output.ts';
import { renderPatronData, reportPatronData } from '../doctor/patron-data-report.ts';
import { renderPlaces, reportPlaces } from '../doctor/places-report.ts';
import { findRegion } from '../region/region-source.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';
import { renderUnmapped } from '../doctor/unmapped-codes.ts';

interface DoctorFlags extends SettingFlags<'region' | 'data' | 'logLevel'> {
  readonly system?: string[];
  readonly json?: boolean;
}

/** A system that says nothing for this long is reported so; doctor must end. */
const PROBE_LIMIT_MS = 60_000;

/** Exit codes: 0 if everything is in order. */
const FAILS = 1;
const WARNS = 2;

/** `mercia doctor`: asks every system and every issuer, and prints what works, how fast, and which codes are unmapped. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check every system of the region: what works, how fast, which codes are unmapped')
    .addHelpText('after', '\nExit code: 0 if all is in order, 1 if something fails, 2 if there are only warnings.')
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .option('--system <id...>', 'only these systems')
    .option('--json', 'one JSON document')
    .addOption(settingFlag('logLevel'))
    .action(async (flags: DoctorFlags) => {
      const settings = readSettings({ region: flags.region, data: flags.data, logLevel: flags.logLevel });
      const opened = createOpenedRegion(await findRegion(settings), settings, { only: flags.system });
      try {
        const [probes, issuers] = await Promise.all([probeAll(opened.adapters), reportIssuers(opened.region)]);
        const patronData = reportPatronData(opened.region, settings.patronSecret !== undefined, new Date());
        const places = reportPlaces(opened.region);
        if (flags.json === true) {
          printJson({
            systems: probes.map(({ adapter, probe }) => ({ system: adapter.system, ...probe })),
            issuers,
            patronData,
            places,
          });
        } else {
          for (const { adapter, probe } of probes) printProbe(adapter, probe);
          printLine(`${renderIssuers(issuers)}${renderPatronData(patronData)}\n${renderPlaces(places)}`);
        }
        const works = probes.every(({ probe }) => probe.reachable && probe.steps.every((step) => step.ok));
        if (!works || issuers.some(({ ok }) => !ok)) process.exitCode = FAILS;
        else if (
          probes.some(({ probe }) => probe.steps.some(isWarning)) ||
          places.some(({ warning }) => warning !== null)
        )
          process.exitCode = WARNS;
      } finally {
        await opened.close();
      }
    });
}

async function probeAll(adapters: ReadonlyMap<SystemId, LmsAdapter>): Promise<{ adapter: LmsAdapter; probe: Probe }[]> {
  return Promise.all(
    [...adapters.values()].map(async (adapter) => ({
      adapter,
      probe: await adapter.probe(AbortSignal.timeout(PROBE_LIMIT_MS)),
    })),
  );
}

function isWarning({ ok, warn }: ProbeStep): boolean {
  return ok && warn === true;
}

function printProbe({ system }: LmsAdapter, probe: Probe): void {
  printLine(`${system.id}  ${system.name} (${probe.product ?? system.kind})`);
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
    if (yaml !== '') printLine(`   to paste into the entry of ${system.id} in the region file:\n\n${yaml}`);
  }
  printLine('');
}
