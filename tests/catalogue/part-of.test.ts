import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { openCatalogue } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

beforeEach(async () => {
  await emptyIndex(store.db);
  catalogue = openCatalogue(store.db);
});

type Visibility = 'PUBLIC' | 'SUPPRESSED';

/** A host of one copy, with the number by which others name it. */
async function putHost(
  localId: string,
  title: string,
  numbers: readonly string[] = [],
  { system = 'north', visibility = 'PUBLIC' }: { system?: string; visibility?: Visibility } = {},
): Promise<void> {
  const owners = [system === 'north' ? 'NQ' : 'W'];
  const host = harvested(localId, marcOf(...numbers, `245 10 $a ${title}`), { owners, visibility });
  await applyPage(store.db, system, pageOf([host]));
}

async function putPart(host: string, system = 'north'): Promise<void> {
  await applyPage(store.db, system, pageOf([harvested('part', marcOf('245 10 $a On the knee', `773 0_ ${host}`))]));
}

/** Titles of the hosts that are linked, and barcodes of the copies; null for words alone. */
async function linked(system = 'north'): Promise<unknown> {
  const { data, errors } = await catalogue.ask(
    `query ($id: ID!) { record(id: $id) { edition { partOf {
      title edition { title } copy { item { id } holding { library { id } } } } } } }`,
    { id: `${system}:record:part` },
  );
  expect(errors).toEqual([]);
  const { partOf } = (data?.['record'] as { edition: { partOf: readonly Linked[] } }).edition;
  return partOf.map(({ edition, copy }) => [edition?.title ?? null, copy?.item.id ?? null]);
}

interface Linked {
  readonly edition: { readonly title: string } | null;
  readonly copy: { readonly item: { readonly id: string } } | null;
}

const WORDS_ALONE = [[null, null]];

describe('Edition.partOf', () => {
  it('takes the record of the system’s own number, and the copy of it', async () => {
    await putHost('1', 'Anatomy');
    await putPart('$0 1 $9 1-0 $t Anatomy');

    expect(await linked()).toEqual([['Anatomy', 'north:item:1-0']]);
  });

  it.each([
    ['bare', '$w 17'],
    ['with whose it is', '$w (NL-AmKIT)17'],
    ['with whose it is in other letters', '$w (nl-amkit) 17'],
    ['among numbers of others', '$w (OCoLC)99 $w (NL-AmKIT)17'],
  ])('takes the record of a control number, %s', async (_name, host) => {
    await putHost('1', 'Anatomy', ['001 17', '003 NL-AmKIT']);
    await putHost('2', 'Botany', ['001 18', '003 NL-AmKIT']);
    await putPart(host);

    expect(await linked()).toEqual([['Anatomy', null]]);
  });

  it('takes a control number that brings its brackets along', async () => {
    await putHost('1', 'Anatomy', ['001 (NL-AmKIT)17']);
    await putPart('$w (NL-AmKIT)17');

    expect(await linked()).toEqual([['Anatomy', null]]);
  });

  it('says words alone where the number is another agency’s, or nobody says whose it is', async () => {
    await putHost('1', 'Anatomy', ['001 17', '003 OCoLC']);
    await putHost('2', 'Botany', ['001 17']);
    await putPart('$t Anatomy $w (NL-AmKIT)17');

    expect(await linked()).toEqual(WORDS_ALONE);
  });

  it('says words alone where two records have the number, also if one of them is hidden', async () => {
    await putHost('1', 'Anatomy', ['001 17']);
    await putHost('2', 'Botany', ['001 17'], { visibility: 'SUPPRESSED' });
    await putPart('$t Anatomy $w 17');

    expect(await linked()).toEqual(WORDS_ALONE);
  });

  it('says words alone where the two numbers are of different records', async () => {
    await putHost('1', 'Anatomy', ['001 17']);
    await putHost('2', 'Botany', ['001 18']);
    await putPart('$0 1 $9 1-0 $t Anatomy $w 18');

    expect(await linked()).toEqual(WORDS_ALONE);
  });

  it('links the host of a number that two records have where the system’s own number says which', async () => {
    await putHost('1', 'Anatomy', ['001 17']);
    await putHost('2', 'Botany', ['001 17']);
    await putPart('$0 1 $t Anatomy $w 17');

    expect(await linked()).toEqual([['Anatomy', null]]);
  });

  it('shows no copy that is another title’s', async () => {
    await putHost('1', 'Anatomy');
    await putHost('2', 'Botany');
    await putPart('$0 1 $9 2-0 $t Anatomy');

    expect(await linked()).toEqual([['Anatomy', null]]);
  });

  it('says words alone of a host in another system, and of one that is gone', async () => {
    await putHost('w1', 'Anatomy', ['001 17'], { system: 'west' });
    await putHost('1', 'Botany', ['001 18']);
    await putPart('$t Anatomy $w 17');
    expect(await linked()).toEqual(WORDS_ALONE);

    await putPart('$0 1 $9 1-0 $t Botany');
    await applyPage(store.db, 'north', pageOf([{ deleted: true, localId: '1', changedAt: null }]));
    expect(await linked()).toEqual(WORDS_ALONE);
  });

  it('takes no number for the system’s own where its kind has none', async () => {
    await putHost('1', 'Anatomy', ['001 17'], { system: 'west' });
    await putPart('$0 1 $9 1-0 $t Anatomy', 'west');
    expect(await linked('west')).toEqual(WORDS_ALONE);

    await putPart('$0 2 $9 1-0 $t Anatomy $w 17', 'west');
    expect(await linked('west')).toEqual([['Anatomy', null]]);
  });

  it('is empty for what stands alone, and costs no statement', async () => {
    await putHost('part', 'Anatomy');
    const ask = (fields: string) =>
      catalogue.ask(`query ($id: ID!) { record(id: $id) { edition { ${fields} } } }`, { id: 'north:record:part' });
    const without = await ask('title');
    const answer = await ask('title partOf { title }');

    expect(answer.data).toEqual({ record: { edition: { title: 'Anatomy', partOf: [] } } });
    expect(answer.statements).toBe(without.statements);
  });
});
