/** What `mercia doctor` says of the demonstration's systems, and with which exit code. */
import { marcFile, record } from '#adapters/files/folder.fixture.ts';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';

interface System {
  readonly id: string;
  readonly settings: {
    export?: { source: string };
    codes: { NOT_LOAN: Record<string, string> };
    suppression?: { hiddenItems: Record<string, unknown> };
  };
}

const folder = makeTemporaryFolder();
let demo: RunningDemo;

beforeAll(async () => {
  demo = await startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 });
}, 60_000);

afterAll(async () => {
  await demo.close();
  folder.remove();
});

/** Asks one system as the demonstration's file describes it, once changed. */
async function askDoctor(id: string, change: (system: System) => void = () => undefined) {
  const file = parse(demo.regionText) as { readonly systems: readonly System[] };
  for (const system of file.systems) if (system.id === id) change(system);
  const path = join(folder.path, 'region.yaml');
  writeFileSync(path, stringify(file));
  const { code, stdout } = await runHere(['doctor', '--region', path, '--system', id], demo.env);
  return { code, said: stdout };
}

describe('mercia doctor', () => {
  it('says that an export fails that is not at its address, with exit code 1', async () => {
    const { code, said } = await askDoctor('symphony-d', ({ settings }) => {
      settings.export = { source: `${settings.export?.source ?? ''}.gone` };
    });

    expect(said).toMatch(/FAILS +harvest .*answered HTTP 404 where a MARC file was expected/);
    expect(said).toMatch(/can: LIVE_ITEMS/);
    expect(code).toBe(1);
  }, 60_000);

  it('warns of codes that the file does not map, with exit code 2, and gives what to add', async () => {
    const { code, said } = await askDoctor('koha-b');

    expect(said).toMatch(/warn +codes .*1 of \d+ codes are not mapped/);
    // The entry has `settings:` already: a second one would break the file.
    expect(said).toMatch(
      /^ {3}to add to the entry of koha-b in the region file; below a key that is there already \(owners, settings\)/m,
    );
    expect(said).toContain('    settings:\n      codes:\n        NOT_LOAN:\n          "9": UNKNOWN  # ');
    expect(code).toBe(2);
  }, 60_000);

  it('has nothing to warn of when they are mapped, with exit code 0', async () => {
    const { code, said } = await askDoctor('koha-b', ({ settings }) => {
      settings.codes.NOT_LOAN['9'] = 'IN_PROCESS';
    });

    expect(said).not.toMatch(/warn|unmapped|to add/);
    expect(code).toBe(0);
  }, 60_000);
});

describe('mercia doctor --share', () => {
  it('writes a file that only its owner reads, and says where it is', async () => {
    const region = join(folder.path, 'region.yaml');
    writeFileSync(region, demo.regionText);
    const path = join(folder.path, 'shared.json');
    const { code, stdout } = await runHere(['doctor', 'export-f', '--region', region, '--share', path], demo.env);

    const file = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly kept: object;
      readonly answers: readonly object[];
    };

    expect(code).toBe(0);
    expect(stdout).toMatch(/values replaced, \d+ codes kept. Nothing was sent.\nLook through it before you send it/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(file.answers).toHaveLength(5);
  }, 60_000);
});

describe('mercia doctor of a Koha that hides copies', () => {
  it.each(['koha-a', 'koha-c'])(
    'is content with what the file of %s says',
    async (id) => {
      const { code, said } = await askDoctor(id);

      expect(said).toMatch(
        /ok +hidden copies .*\d+ of [\d,]+ copies are hidden from the public at Koha, and here as well/,
      );
      expect(code).toBe(0);
    },
    60_000,
  );

  it('fails where the file forgets them, with exit code 1 and what to write', async () => {
    const { code, said } = await askDoctor('koha-a', ({ settings }) => {
      delete settings.suppression;
    });

    expect(said).toMatch(
      /FAILS +hidden copies .*\d+ of [\d,]+ copies are hidden from the public at Koha, and shown here/,
    );
    expect(said).toMatch(/write suppression: \{ hiddenItems: \{ .*location: \["STAFF"\].*\} \}/);
    expect(code).toBe(1);
  }, 60_000);
});

describe('mercia doctor of a system that a preset describes', () => {
  const files = makeTemporaryFolder();
  const path = join(files.path, 'region.yaml');
  const text = `
region: { id: hills, name: The hills }
libraries: [{ id: hill-library, name: Hill Library, system: hill }]
systems:
  - id: hill
    name: The library on the hill
    kind: knowall
    owners: [{ code: Main, library: hill-library }]
    settings: { records: [{ source: titles.mrc, csv: null }] }
`;

  afterAll(() => {
    files.remove();
  });

  it('lists what is assumed, and its exit code is that of everything else', async () => {
    writeFileSync(path, text);
    writeFileSync(join(files.path, 'titles.mrc'), marcFile(record('1', 'Grief')));
    const { code, stdout } = await runHere(['doctor', '--region', path]);

    expect(code).toBe(0);
    expect(stdout).toContain('EXPERIMENTAL: no answer of a running KnowAll Matrix has been seen');
    expect(stdout).toContain('hill (knowall): 1 thing is assumed\n     - there is no SIP2 server');
  }, 60_000);

  it('fails if the database of DATABASE_URL does not answer, with exit code 1', async () => {
    writeFileSync(path, text);
    writeFileSync(join(files.path, 'titles.mrc'), marcFile(record('1', 'Grief')));
    const { code, stdout } = await runHere(['doctor', '--region', path], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
    });

    expect([code, stdout]).toEqual([1, expect.stringMatching(/^database\n {2}FAILS {2}database: no answer/m)]);
  }, 60_000);

  it('writes letters and asks no system', async () => {
    writeFileSync(path, text.replace('titles.mrc', 'gone.mrc'));
    const letter = await runHere(['doctor', '--region', path, '--letter']);
    const none = await runHere(['doctor', '--region', path, '--letter', '--system', 'dale']);

    expect([letter.code, none.code]).toEqual([0, 1]);
    expect(letter.stdout).toContain('To Bailey Solutions');
    expect(none.stderr).toContain('--system: there is no system "dale"');
  }, 60_000);
});
