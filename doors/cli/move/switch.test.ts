/** Commands of the steps of a move, as a graph answers them. */
import { Command } from 'commander';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { registerSwitch } from './switch.ts';

/** What a command prints while a graph gives this for what it asks. */
async function printed(args: readonly string[], answer: (variables: Record<string, unknown>) => object) {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { variables } = JSON.parse(body) as { readonly variables: Record<string, unknown> };
      response.end(JSON.stringify({ data: answer(variables) }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(...String(text).trimEnd().split('\n'));
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const program = new Command();
  registerSwitch(program);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  await program.parseAsync(['switch', ...args, '--url', url], { from: 'user' });
  return lines;
}

it('lists everything that has no new id, however much it is', async () => {
  const all = Array.from({ length: 400 }, (_, place) => ({ id: `old:item:${1000 + place}`, barcode: null }));

  const lines = await printed(['missing', 'hill', '--json'], ({ first, after }) => {
    const begin = all.findIndex(({ id }) => id === after) + 1;
    return { phases: [{ withoutNewId: all.slice(begin, begin + Number(first ?? 200)) }] };
  });

  expect(lines).toEqual(all.map((one) => JSON.stringify(one)));
});

it('says of a step that nobody can confirm any more', async () => {
  const step = {
    ...{
      id: '7',
      from: 'FROZEN',
      phase: 'MOVED',
      source: 'old',
      target: 'new',
      askedBy: 'anne',
      askedRole: 'migration',
    },
    ...{ askedAt: '2026-12-01T18:00:00Z', note: null, endedAt: null, endedBy: null, counts: null },
  };
  const history = [
    { ...step, state: 'ASKED', isOver: true },
    { ...step, id: '6', state: 'WITHDRAWN', isOver: false, endedAt: '2026-12-01T19:00:00Z', endedBy: 'bert' },
  ];

  const lines = await printed(['list', 'hill'], () => ({ phases: [{ library: 'hill', systems: [], history }] }));

  expect(lines.slice(1)).toEqual([
    '  7 FROZEN → MOVED (old → new), asked 2026-12-01T18:00:00Z by anne (migration), too long ago to be confirmed: ask again',
    '  6 FROZEN → MOVED (old → new), asked 2026-12-01T18:00:00Z by anne (migration), withdrawn 2026-12-01T19:00:00Z by bert',
  ]);
});
