/** `mercia simulate <kind>`: a simulated library system of any kind, with the records of MARC files. */
import { simulatedKinds } from '#simulators/registry.ts';
import type { CommonFlags, SimulatedKind, StartedSimulator } from '#simulators/simulated-kind.ts';
import { startDemoRegion } from '#demo/index.ts';
import { DEMO_SERVERS } from '#demo/region-text.ts';
import { createLogger } from '#platform/logger.ts';
import { Option, type Command } from 'commander';
import { demoIssuerPort, demoPorts } from '../demo/demo.ts';
import { printLine, printNote } from '../output.ts';
import { readSettings, type SettingFlags } from '../settings.ts';
import { createShutdown } from '../shutdown.ts';
import { wholeNumber } from '../whole-number.ts';

export function registerSimulate(program: Command): void {
  const simulate = program.command('simulate').description('run a simulated library system');
  for (const kind of simulatedKinds) registerKind(simulate, kind);
  registerSimulateDemo(simulate);
}

function registerKind(simulate: Command, { kind, command }: SimulatedKind): void {
  const { description, itemField, workers, flags, start, mayBeEmpty = false } = command;
  const records = new Option('--records <file...>', 'MARC files: ISO 2709, MARCXML or MARC-in-JSON');
  const registered = simulate
    .command(kind)
    .description(description)
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeNumber, 0)
    .option('--control-port <number>', 'port where faults are switched while the system is down', wholeNumber)
    .addOption(mayBeEmpty ? records.default([]) : records.makeOptionMandatory())
    .option('--items-per-record <number>', `most copies invented for a record without ${itemField}`, wholeNumber, 3)
    .option('--seed <number>', 'the same seed invents the same copies and changes', wholeNumber, 1)
    .option('--time-zone <zone>', "the system's own time zone", 'Europe/London')
    .option('--latency <ms>', 'added to every answer', wholeNumber, 0)
    .option('--workers <number>', 'connections served at once; surplus ones wait', wholeNumber, workers);
  for (const { flag, description: what, default: usual, isNumber = false } of flags) {
    if (isNumber) registered.option(flag, what, wholeNumber);
    else registered.option(flag, what, usual);
  }
  registered.action(async (given: CommonFlags & Readonly<Record<string, unknown>>) => {
    const shutdown = createShutdown();
    const started = await start(given, given);
    shutdown.onClose(() => started.simulator.close());
    shutdown.onClose(async () => started.stop?.());
    announce(started);
    await shutdown.closed;
  });
}

function announce({ simulator, loaded, title, facts, slow }: StartedSimulator): void {
  for (const { file, records, items, rejected } of loaded) {
    const leftOut = rejected === 0 ? '' : `, ${rejected} records that cannot be read left out`;
    printNote(`${file}: ${records} records, ${items} copies${leftOut}`);
  }
  printLine(title);
  const { controlUrl } = simulator;
  const faults = `curl -X POST ${controlUrl}/_simulator/faults -d`;
  const rows: StartedSimulator['facts'] = [
    ...facts,
    ['faults', `${faults} '{"down": true, "downForMs": 10000}'`],
    ['', `${faults} '{"slowMs": 3000, "only": ${JSON.stringify(slow)}}'`],
    ['', `${faults} '{}' ends them; all of them are in docs/simulators.md`],
    ['calls', `curl ${controlUrl}/_simulator/calls`],
  ];
  for (const [what, value] of rows) printLine(`  ${what.padEnd(12)} ${value}`);
}

function registerSimulateDemo(simulate: Command): void {
  simulate
    .command('demo')
    .description('run only the systems of the demonstration region, for parts that run as separate processes')
    .option('--host <address>', 'address to listen on')
    .option('--demo-port <number>', 'first port; 0 takes free ones')
    .option('--change-every <ms>', 'lend, return, renew or hold something at this interval; 0 for never', wholeNumber)
    .option('--log-level <level>', 'silent, error, warn, info or debug')
    .action(
      async ({
        changeEvery,
        ...flags
      }: SettingFlags<'host' | 'demoPort' | 'logLevel'> & { readonly changeEvery?: number }) => {
        const shutdown = createShutdown();
        const settings = readSettings(flags);
        const demo = await startDemoRegion({
          host: settings.host,
          ports: demoPorts(settings),
          issuerPort: demoIssuerPort(settings),
          logger: createLogger(settings.logLevel),
          changeEveryMs: changeEvery,
        });
        shutdown.onClose(() => demo.close());
        for (const { id, url, simulator } of [...demo.systems, ...demo.exports])
          printLine(`${id}  ${url}  (faults: ${simulator.controlUrl})`);
        printLine(
          demo.issuer === null
            ? 'Nobody can sign in: the issuer listens to its own machine alone.'
            : `issuer  ${demo.issuer.issuer}`,
        );
        printLine(`The demonstration's ${DEMO_SERVERS.length} servers are running.`);
        await shutdown.closed;
      },
    );
}
