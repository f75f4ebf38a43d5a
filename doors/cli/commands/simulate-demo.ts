import { startDemoRegion } from '#demo/index.ts';
import { DEMO_SERVERS } from '#demo/region-text.ts';
import { createLogger } from '#platform/logger.ts';
import type { Command } from 'commander';
import { demoIssuerPort, demoPorts } from '../demo/demo.ts';
import { printLine } from '../output.ts';
import { readSettings } from '../settings.ts';
import { createShutdown } from '../shutdown.ts';
import { wholeNumber } from '../whole-number.ts';

interface SimulateDemoFlags {
  readonly host?: string;
  readonly demoPort?: string;
  readonly logLevel?: string;
  readonly changeEvery?: number;
}

/**
 * `mercia simulate demo`: the systems of the demonstration region, for parts of Mercia that run as their own processes.
 */
export function registerSimulateDemo(simulate: Command): void {
  simulate
    .command('demo')
    .description('run only the systems of the demonstration region, for parts that run as separate processes')
    .option('--host <address>', 'address to listen on')
    .option('--demo-port <number>', 'first port; 0 takes free ones')
    .option('--change-every <ms>', 'lend, return, renew or hold something at this interval; 0 for never', wholeNumber)
    .option('--log-level <level>', 'silent, error, warn, info or debug')
    .action(async ({ changeEvery, ...flags }: SimulateDemoFlags) => {
      const shutdown = createShutdown();
      const settings = readSettings({ ...flags });
      const demo = await startDemoRegion({
        host: settings.host,
        ports: demoPorts(settings),
        issuerPort: demoIssuerPort(settings),
        logger: createLogger(settings.logLevel),
        ...(changeEvery === undefined ? {} : { changeEveryMs: changeEvery }),
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
    });
}
