/** Z39.50 through Debian's simple2zoom, with the file that the documentation has. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { FeedServer } from '#feeds/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sruRecords } from '../support/sru-records.ts';
import { hold, keepTerms, publishIndex, startSruServer } from '../support/sru-world.ts';
import { findFreePort, isInstalled, runTool } from '../support/tools.ts';

const HAS_GATEWAY = isInstalled('yaz-client', '-V') && isInstalled('perl', '-MNet::Z3950::Simple2ZOOM', '-e', '1');

const store = withTestDatabase();
const folder = makeTemporaryFolder();

describe.skipIf(!HAS_GATEWAY)('simple2zoom (skipped where it is not installed)', () => {
  let server: FeedServer;
  let gateway: ChildProcess;
  let address: string;

  beforeAll(async () => {
    await hold(store.db, sruRecords());
    await publishIndex(store.db);
    await keepTerms(store.db);
    server = await startSruServer({ db: store.db });
    address = `tcp:127.0.0.1:${String(await findFreePort())}`;
    writeFileSync(join(folder.path, 'simple2zoom.xml'), documentedFile(server.url));
    gateway = spawn('simple2zoom', ['-c', 'simple2zoom.xml', '--', address], { cwd: folder.path, stdio: 'ignore' });
    await untilAnswered();
  }, 60_000);

  afterAll(async () => {
    const ended = once(gateway, 'exit');
    gateway.kill('SIGTERM');
    await ended;
    await server.close();
    folder.remove();
  });

  function documentedFile(url: string): string {
    const doc = readFileSync(join(projectRoot, 'docs', 'sru.md'), 'utf8');
    const [, file = ''] = /```xml\n([^]*?)```/.exec(doc) ?? [];
    return file.replace('http://127.0.0.1:4010', url);
  }

  async function ask(...commands: readonly string[]): Promise<string> {
    const file = join(folder.path, 'commands');
    writeFileSync(file, [`open ${address}/editions`, ...commands, 'quit', ''].join('\n'));
    return (await runTool('yaz-client', ['-f', file])).out;
  }

  async function untilAnswered(): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await ask()).includes('Connection accepted')) return;
      await wait(100);
    }
    throw new Error('simple2zoom does not answer');
  }

  it.each([
    ['@attr 1=4 medicine', 3],
    ['@attr 1=7 9780702051012', 1],
    ['@attr 1=12 mids-1', 1],
    ['@attr 1=17 "ws 320"', 1],
    ['@attr 1=21 kidney', 2],
    ['@attr 1=1003 stewart', 1],
    ['@attr 1=1016 kidney', 2],
    ['nursing', 3],
    ['@and @attr 1=4 nursing @attr 1=1003 stewart', 1],
    ['@or @attr 1=4 nursing @attr 1=4 tropical', 6],
    ['@not @attr 1=4 nursing @attr 1=4 heart', 2],
    ['@attr 1=31 2019', 2],
    ['@attr 1=31 @attr 2=1 2000', 1],
    ['@attr 1=31 @attr 2=4 2019', 3],
    ['@attr 1=4 @attr 5=1 nephro', 2],
    ['@attr 1=4 @attr 3=1 tropical', 1],
    ['@attr 1=4 @attr 6=3 "tropical medicine"', 1],
    ['@attr 1=4 @attr 4=1 "medicine tropical"', 3],
  ])('finds by %s', async (query, count) => {
    expect(await ask(`find ${query}`)).toContain(`Number of hits: ${String(count)},`);
  });

  it('gives records as MARC 21 and as XML, with their holdings', async () => {
    const said = await ask('find @attr 1=4 sjogren', 'format usmarc', 'show 1', 'format xml', 'show 1');

    expect(said).toContain('245 04 $a The Sjögren syndrome');
    expect(said).toContain('852    $a South Library $b Town $p B80');
    expect(said).toContain('<datafield tag="852" ind1=" " ind2=" "><subfield code="a">South Library</subfield>');
  });

  it('scans titles', async () => {
    expect(await ask('scan @attr 1=4 nursing')).toMatch(/\* nursing research \(1\)\n {2}oxford handbook/);
  });

  it.each([
    ['@attr 1=9999 a', 114],
    ['@attr 1=7 123', 125],
    ['@attr 1=4 @attr 5=2 logy', 120],
  ])('says what is wrong with %s', async (query, diagnostic) => {
    expect(await ask(`find ${query}`)).toContain(`[${String(diagnostic)}]`);
  });
});
