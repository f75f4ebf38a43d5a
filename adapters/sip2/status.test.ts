/** Every recorded answer about a copy, and every code of the documents, means what its label says. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLogger } from '#platform/logger.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { readTable } from '#tests/support/tsv-rows.ts';
import type { CopyState } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { decode, createTextCodec } from '../protocols/sip2/message.ts';
import { systemOf } from '../shared/system.fixture.ts';
import { copyStateOf } from './copy-state.ts';
import { createSip2Site } from './site.ts';

const AS_OF = '2026-11-24T14:15:36.000Z';
const text = createTextCodec('utf-8');

/** At a server whose CF counts who waits for the title, if the settings do not say otherwise. */
function read(line: string, given: object): CopyState | null {
  const settings = { holdQueue: 'title', ...given };
  const site = createSip2Site({ ...systemOf('hill' as SystemId, 'sip2', []), settings }, createLogger('silent'));
  const message = decode(text.encode(line.replace(/[\r\n]+$/, '')) ?? Buffer.alloc(0), { text, separator: '|' });
  if (message === null) throw new Error('it is no message');
  return copyStateOf(site, message, AS_OF);
}

/** As the tables of labels write it: what they leave out is null. */
function meaningOf(state: CopyState | null): string {
  if (state === null) return 'no such copy';
  const { status, limitations, due, holdQueue, reason } = state;
  return [
    status,
    ...limitations,
    ...(due === null ? [] : [`due ${due.at ?? due.on}`]),
    ...(holdQueue === null ? [] : [`queue ${String(holdQueue)}`]),
    ...(reason === null ? [] : [reason.code]),
  ].join(', ');
}

/** The rows of a table of labels, by its head: written from recordings and documents before anything was written that reads them. */
function labelsOf(name: string): readonly Readonly<Record<string, string>>[] {
  return readTable(new URL(`labels-${name}.tsv`, import.meta.url));
}

const KOHA_LABELS = labelsOf('koha');

const lineOf = (code: string, fields: string): string => `18${code}000120260105    091502AB1|${fields}`;

describe('circulation status', () => {
  it('tells of a queue only where the settings say that CF counts who waits for the title', () => {
    const line = lineOf('03', 'AJA title|CF3|');

    expect(read(line, { holdQueue: 'title' })?.holdQueue).toBe(3);
    expect(read(line, { holdQueue: 'none' })?.holdQueue).toBeNull();
  });

  it.each(labelsOf('lines'))('$dialect: $what', ({ dialect, status = '', fields = '', meaning }) => {
    expect(meaningOf(read(lineOf(status, fields), { dialect }))).toBe(meaning);
  });

  it('is what the settings say of a code, and of a text beside 01', () => {
    const settings = { statuses: { '06': 'AT_BINDERY', '01': 'UNAVAILABLE' }, explains: { 'In repair': 'AT_BINDERY' } };
    expect(read(lineOf('06', 'AJA title|'), settings)?.status).toBe('AT_BINDERY');
    expect(read(lineOf('01', 'AJA title|AF#IN  REPAIR.|'), settings)).toMatchObject({
      status: 'AT_BINDERY',
      statusAtSource: 'In repair',
      reason: null,
    });
    expect(read(lineOf('01', 'AJA title|AFwhatever|'), settings)?.status).toBe('UNAVAILABLE');
    expect(read(lineOf('01', 'AJ|'), settings)).toBeNull();
  });

  it('never shows a text of AF, nor one of AG', () => {
    for (const code of ['01', '03', '04', '99']) {
      const state = read(lineOf(code, 'AJA title|AFWaits for Edna Acosta|AGEdna Acosta|'), { dialect: 'koha' });
      expect(JSON.stringify(state)).not.toContain('Edna');
    }
  });

  it('has the limitations of a server that does not tell everything', () => {
    const settings = { notTold: ['TRANSIT_NOT_TOLD', 'HOLD_SHELF_NOT_TOLD'] };
    expect(read(lineOf('03', 'AJA title|'), settings)?.limitations).toEqual(settings.notTold);
    expect(read(lineOf('04', 'AJA title|'), settings)?.limitations).toEqual([]);
    expect(read(lineOf('10', 'AJA title|'), settings)?.limitations).toEqual(['HOLD_SHELF_NOT_TOLD']);
  });

  it('names the owner of a copy only where AQ is known to be its code', () => {
    const line = lineOf('03', 'AJA title|AQCPL|');
    expect(read(line, { dialect: 'koha' })?.ownerCode).toBe('CPL');
    expect(read(line, {})?.ownerCode).toBeUndefined();
  });

  it('names the current location only where the settings say what AP is', () => {
    const line = lineOf('03', 'AJA title|APDEMO1|');
    expect(read(line, {})?.currentLocation).toBeNull();
    expect(read(line, { currentLocation: 'site' })?.currentLocation).toEqual({
      code: 'DEMO1',
      name: null,
      siteCode: 'DEMO1',
    });
  });
});

interface Recorded {
  readonly exchanges: readonly { readonly description: string; readonly receive: string }[];
}

describe.skipIf(!sharedAvailable)('recordings (skipped without MERCIA_SHARED)', () => {
  const list = (folder: string): readonly string[] => (sharedAvailable ? readdirSync(sharedPath(folder)) : []);
  const recorded = new Map(
    list('recordings/koha')
      .filter((name) => name.startsWith('sip2-'))
      .flatMap((file) => {
        const { exchanges } = JSON.parse(readFileSync(sharedPath(`recordings/koha/${file}`), 'utf8')) as Recorded;
        return exchanges
          .filter(({ receive }) => receive.startsWith('18'))
          .map(({ description, receive }) => [`${file}: ${description}`, receive] as const);
      }),
  );

  it.each(KOHA_LABELS)('Koha, $file: $exchange', ({ file = '', exchange = '', meaning }) => {
    const line = recorded.get(`${file}: ${exchange}`);
    expect(meaningOf(read(line ?? '', { dialect: 'koha' }))).toBe(meaning);
  });

  it('are all labelled', () => {
    expect(KOHA_LABELS.map(({ file = '', exchange = '' }) => `${file}: ${exchange}`).toSorted()).toEqual(
      [...recorded.keys()].toSorted(),
    );
  });

  const synthetic = list('recordings/sip2')
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(sharedPath(`recordings/sip2/${name}`), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly what: string; readonly wire: string })
    .filter(({ wire }) => wire.startsWith('18'));

  it.each(synthetic)('synthetic: $what', ({ what, wire }) => {
    const label = labelsOf('synthetic').find((row) => row['what'] === what);
    expect(meaningOf(read(wire, {}))).toBe(label?.['meaning']);
  });
});
