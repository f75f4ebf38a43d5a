/** What `mercia conform` says of real processes: the demonstration's systems, and one that is nowhere. */
import { BEFORE_RELEASE, beforeRelease } from '#tests/release.ts';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createFilesSip2System, SECRETS } from '#tests/conformance/files-sip2-system.ts';
import { testConfig } from '#tests/conformance/files-system.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';

interface System {
  readonly id: string;
  address: string;
  limits?: Readonly<Record<string, unknown>>;
}
interface Report {
  readonly questions: number;
  readonly capabilities: readonly { readonly capability: string; readonly standing: string }[];
  readonly checks: readonly {
    readonly group: string | null;
    readonly check: string;
    readonly touches: string;
    readonly verdict: string;
    readonly why?: string;
  }[];
}

const CALL_MS = 60_000;

const folder = makeTemporaryFolder();
let demo: RunningDemo;

beforeAll(async () => {
  demo = await startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 });
}, 60_000);

afterAll(async () => {
  await demo.close();
  folder.remove();
});

async function conform(id: string, flags: readonly string[] = [], change: (system: System) => void = () => undefined) {
  const file = parse(demo.regionText) as { readonly systems: readonly System[] };
  for (const system of file.systems) {
    if (system.id !== id) continue;
    // A busy machine is no fault of a system.
    system.limits = { ...system.limits, callTimeoutMs: CALL_MS };
    change(system);
  }
  const [region, json] = [join(folder.path, 'region.yaml'), join(folder.path, 'report.json')];
  writeFileSync(region, stringify(file));
  const { code, stdout, stderr } = await runHere(
    ['conform', '--region', region, '--system', id, '--json', json, ...flags],
    demo.env,
  );
  return {
    code,
    said: stdout,
    errors: stderr,
    report: () => JSON.parse(readFileSync(json, 'utf8')) as Report,
  };
}

describe('mercia conform', () => {
  it.each(BEFORE_RELEASE ? ['koha-b', 'symphony-d'] : ['koha-b'])(
    'proves what %s declares, says of the rest that it is absent or why it was not tried, and writes nothing',
    async (id) => {
      const { code, said, report } = await conform(id);

      const { capabilities, checks, questions } = report();
      expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
      expect(said).not.toContain('Failed:');
      expect(code).toBe(0);
      const standing = new Map(capabilities.map((one) => [one.capability, one.standing]));
      expect(standing.get('LIVE_ITEMS')).toBe('proven');
      expect(standing.get('CODE_LISTS')).toBe('proven');
      expect(new Set(standing.values())).not.toContain('FAILS');
      expect(checks.filter(({ verdict }) => verdict === 'proven').length).toBeGreaterThan(25);
      expect(checks.filter(({ verdict, why }) => verdict === 'not tried' && (why ?? '') === '')).toEqual([]);
      expect(questions).toBeLessThan(400);
      // It writes nothing, and tries no PIN.
      const tried = checks.filter(({ verdict }) => verdict === 'proven' || verdict === 'failed');
      expect(new Set(tried.map(({ touches }) => touches))).toEqual(new Set(['reads', 'wire faults']));
    },
    120_000,
  );

  it.runIf(beforeRelease('13 s; the gate breaks the wire of a Koha, above'))(
    'breaks the wire of the live part of a system of two parts, and proves it by SIP2',
    async () => {
      const system = await createFilesSip2System('generic');
      onTestFinished(() => system.close());
      const [region, json] = [join(folder.path, 'two-parts.yaml'), join(folder.path, 'two-parts.json')];
      const { settings } = testConfig(`http://127.0.0.1:${system.filesPort}`, 5_000);
      const owners = [
        { code: 'A1', library: 'alder' },
        { code: 'A2', library: 'alder' },
        { code: 'B1', library: 'birch' },
      ];
      const live = {
        kind: 'sip2',
        address: `tcp://127.0.0.1:${system.port}`,
        credentials: { userEnv: 'SIP_USER', passwordEnv: 'SIP_PASSWORD' },
        limits: { connections: 2, callTimeoutMs: CALL_MS },
        settings: { institution: 'DEMO' },
      };
      writeFileSync(
        region,
        stringify({
          region: { id: 'two', name: 'Two parts' },
          libraries: ['alder', 'birch'].map((id) => ({ id, name: id, system: 'hill' })),
          systems: [{ id: 'hill', name: 'Hill', kind: 'files', owners, settings, live }],
        }),
      );

      const { code, stdout, stderr } = await runHere(
        ['conform', '--region', region, '--system', 'hill', '--json', json],
        SECRETS,
      );

      expect([code, stdout, stderr]).toEqual([0, expect.not.stringContaining('Failed:'), expect.any(String)]);
      const { capabilities, checks } = JSON.parse(readFileSync(json, 'utf8')) as Report;
      expect(capabilities.find(({ capability }) => capability === 'LIVE_ITEMS')?.standing).toBe('proven');
      const broken = checks.filter(({ touches, verdict }) => touches === 'wire faults' && verdict === 'proven');
      expect(broken.length).toBeGreaterThan(10);
    },
    120_000,
  );

  it('asks no more questions than it may, and says what was not tried for that', async () => {
    const { report } = await conform('koha-b', ['--questions', '12']);

    expect(report().questions).toBe(12);
    expect(report().checks.filter(({ why }) => why?.startsWith('12 questions were asked')).length).toBeGreaterThan(5);
  }, 120_000);

  it('fails for a system that is nowhere, with exit code 1', async () => {
    const { code, said } = await conform('koha-b', [], (system) => {
      system.address = 'http://127.0.0.1:9';
    });

    expect(code).toBe(1);
    expect(said).toContain('it finds everything in order when it probes a healthy system');
    expect(said).toContain('no records could be harvested to ask about (LMS_UNAVAILABLE)');
  }, 120_000);

  it('names the systems that there are where none is known by the name', async () => {
    const { code, errors } = await conform('nobody');

    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/No such system: nobody\. The region has .*koha-b/) as string,
    ]);
  }, 60_000);
});
