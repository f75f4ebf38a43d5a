/** The form for comparing a library with its own catalogue, as a graph tells its copies. */
import { createFolder } from '#adapters/files/folder.fixture.ts';
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { registerPilot } from './pilot.ts';

const LIVE = { state: 'LIVE', asOf: '2026-12-01T10:00:00Z', reason: null };
const KEPT = { state: 'LAST_KNOWN', asOf: '2026-11-30T02:00:00Z', reason: { message: 'Not answered in time' } };
const copy = (barcode: string, told: object): object => ({
  ...told,
  barcode,
  status: 'ON_LOAN',
  limitations: [],
  due: null,
  callNumber: null,
  permanentLocation: null,
});
const TITLES = { search: { totalCount: 1, nodes: [{ id: 'e1' }], pageInfo: { endCursor: null, hasNextPage: false } } };

/** The lines of the form of one title, of which a graph says this. */
async function formOf(availability: object): Promise<readonly string[]> {
  const holdings = [{ library: { id: 'hill' }, catalogueUrl: null, availability }];
  const copies = { editions: [{ editions: [{ title: 'Grief', holdings }] }] };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(body);
      response.end(JSON.stringify({ data: body.includes('PilotTitles') ? TITLES : copies }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const out = join(createFolder().path, 'form.csv');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const program = new Command();
  registerPilot(program);
  await program.parseAsync(['pilot', 'sample', '--library', 'hill', '--url', url, '--out', out], { from: 'user' });
  expect(asked.at(-1)).toContain('first: 200');
  return readFileSync(out, 'utf8').trim().split(/\r?\n/);
}

it('tells each copy as it is told itself: one that was not answered is not live beside one that was', async () => {
  const items = { nodes: [copy('0001', LIVE), copy('0002', KEPT)], pageInfo: { hasNextPage: false } };

  const [head, ...lines] = await formOf({ ...LIVE, availableCount: 0, itemCount: 2, items });

  expect(head).toContain('Mercia: available count,Mercia: state');
  expect(lines).toEqual([
    '1,Grief,,,0001,,,0,LIVE,ON_LOAN,,,2026-12-01T10:00:00Z,,,,,,',
    '1,Grief,,,0002,,,0,LAST_KNOWN,ON_LOAN,,Not answered in time,2026-11-30T02:00:00Z,,,,,,',
  ]);
});

it('says what hides a part of a holding beside what is so of a copy', async () => {
  const items = { nodes: [copy('0001', LIVE), copy('0002', KEPT)], pageInfo: { hasNextPage: false } };
  const reason = { message: 'Copies as listed on 1 March' };

  const [, ...lines] = await formOf({ ...LIVE, reason, availableCount: null, itemCount: 2, items });

  expect(lines).toEqual([
    expect.stringContaining(',,LIVE,ON_LOAN,,Copies as listed on 1 March,2026-12-01'),
    expect.stringContaining(',,LAST_KNOWN,ON_LOAN,,Not answered in time Copies as listed on 1 March,2026-11-30'),
  ]);
});

it('has a line for copies that it does not list, and one for a holding of which no copy is told', async () => {
  const items = { nodes: [copy('0001', LIVE)], pageInfo: { hasNextPage: true } };
  const [, , more] = await formOf({ ...LIVE, availableCount: 3, itemCount: 312, items });
  const [, none] = await formOf({ ...KEPT, state: 'UNKNOWN', availableCount: null, itemCount: null, items: null });

  expect(more).toBe('1,Grief,,,… more copies (312 that can be found in all),,,3,,,,,,,,,,,');
  expect(none).toBe('1,Grief,,,,,,,UNKNOWN,,,Not answered in time,2026-11-30T02:00:00Z,,,,,,');
});
