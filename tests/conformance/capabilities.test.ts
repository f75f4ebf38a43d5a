/** `docs/capabilities.md` says what these adapters say when the test describes their systems; it is made of their own descriptions. */
import { readFileSync } from 'node:fs';
import type { Capability, LmsAdapter } from '#contract/adapter.ts';
import { adapterKinds } from '#adapters/registry.ts';
import { cellsOf } from '#tools/adapters/capabilities-table.ts';
import { columnsOf } from '#tools/adapters/columns.ts';
import { proofOf } from '#tools/adapters/proofs.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReaderTokens } from '#platform/reader-token.ts';
import { createTestAdapter as createKoha, REPORTS } from './koha-system.ts';
import { createTestAdapter as createSymphony } from './symphony-config.ts';

const NOWHERE = 'http://127.0.0.1:9';
const COLUMNS = ['Koha', 'Symphony'] as const;
type Make = (typeof COLUMNS)[number];
const readerToken = createReaderTokens(Buffer.alloc(32, 7), 'any');

/** How a system is described, each as the one before and more, so that it can do what a cell names and no more. */
const DESCRIBED = [
  'yes',
  'service account',
  '`export`',
  '`export.uses`',
  '`policies`',
  '`lists`',
  '`access: read`',
  '`access: write`',
] as const;
type Cell = (typeof DESCRIBED)[number] | '–';

const text = readFileSync(new URL('../../docs/capabilities.md', import.meta.url), 'utf8');
/** What a cell says of the description, without the mark of what proves it. */
const howOf = (cell = ''): Cell => cell.replace(/ ✓$/, '') as Cell;

const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, capability = '', , koha, symphony]) => ({
    capability: capability.replaceAll('`', '') as Capability,
    cells: { Koha: howOf(koha), Symphony: howOf(symphony) },
  }));

it('has a column for every kind of system, and for systems of two parts', () => {
  const [, , , ...columns] =
    text
      .split('\n')
      .find((line) => line.startsWith('| capability'))
      ?.split('|') ?? [];
  const headings = columns.map((cell) => cell.trim()).filter((cell) => cell !== '');

  expect(headings).toEqual(columnsOf(adapterKinds).map(({ title }) => title));
  expect(headings).toEqual(expect.arrayContaining(['Koha', 'Symphony', 'Files', 'Koha without REST', 'Files + SIP2']));
});

it.each(columnsOf(adapterKinds))('says of $title all that its suites prove', (column) => {
  expect([...cellsOf(column).keys()]).toEqual(expect.arrayContaining([...(proofOf(column.title)?.proven ?? [])]));
});

function adapterOf(make: Make, described: (typeof DESCRIBED)[number]): LmsAdapter {
  const access = /access: (\w+)/.exec(described)?.[1] ?? 'none';
  const patrons = { access };
  const step = DESCRIBED.indexOf(described);
  const exported = step >= DESCRIBED.indexOf('`export`') && { source: NOWHERE };
  const counted = step >= DESCRIBED.indexOf('`export.uses`') && { uses: { dates: 'dmy' } };
  const told = step >= DESCRIBED.indexOf('`policies`');
  const listed = step >= DESCRIBED.indexOf('`lists`') && [{ source: NOWHERE }];
  const login = step > 0;
  const adapter =
    make === 'Koha'
      ? createKoha(NOWHERE, {
          login: login ? 'oauth' : 'none',
          settings: { patrons, ...(told && { policies: REPORTS }) },
          readerToken,
        })
      : createSymphony(NOWHERE, {
          login,
          settings: {
            patrons,
            ...(told && { policies: { map: NOWHERE, rules: NOWHERE } }),
            ...(exported && { export: { ...exported, ...counted } }),
            ...(listed && { lists: { loans: listed, readers: listed, charges: listed } }),
          },
          readerToken,
        });
  onTestFinished(() => adapter.close());
  return adapter;
}

describe.each(COLUMNS)('the column of %s', (make) => {
  it.each(DESCRIBED)('names what an adapter can do that is described with: %s', (described) => {
    const allowed = new Set<Cell>(DESCRIBED.slice(0, DESCRIBED.indexOf(described) + 1));

    const told = rows.filter(({ cells }) => allowed.has(cells[make])).map(({ capability }) => capability);

    expect([...adapterOf(make, described).capabilities].toSorted()).toEqual(told.toSorted());
  });
});
