/** Two exports of a few records with one of each class that a sentence of a report could pass over. */
import type { MarcField, MarcRecord } from '#marc/index.ts';
import { dataField, marcFile } from '#adapters/files/folder.fixture.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportedSystem } from './exports-region.ts';

/** Subfields of 952: `a` owner, `p` barcode, `c` location, `7` state, `q` due, `h` hidden, `y` item type, `o` call number. */
export type CopyParts = Readonly<Record<string, string>>;

export interface RecordParts {
  readonly title: string;
  readonly copies?: readonly CopyParts[];
  readonly isHidden?: boolean;
  readonly more?: readonly MarcField[];
  /** In 300 $a; `200 p.` if not said. */
  readonly extent?: string;
}

/** By the number of the record. */
export type Records = Readonly<Record<string, RecordParts>>;

const TELLS_STATE = { status: '7', due: 'q' };

/** The files of a system in a folder, with its copies in 952. */
export function exportedSystem(
  folder: string,
  id: string,
  owners: Readonly<Record<string, string>>,
  { tellsState = true, ...settings }: { readonly tellsState?: boolean; readonly [setting: string]: unknown } = {},
): ExportedSystem {
  return {
    id,
    owners,
    settings: {
      records: [{ source: join(folder, `${id}.mrc`) }],
      copies: {
        tag: '952',
        subfields: {
          ...{ owner: 'a', barcode: 'p', location: 'c', hidden: 'h', itemType: 'y', callNumber: 'o' },
          ...(tellsState && TELLS_STATE),
        },
      },
      statuses: tellsState ? { '0': 'AVAILABLE', '1': 'LOST' } : {},
      itemTypes: { BOOK: 'LOAN', EBOOK: 'ONLINE' },
      suppression: { record: { '942$n': ['1'] } },
      maxDeletedShare: 1,
      ...settings,
    },
  };
}

export function writeRecords(folder: string, system: string, records: Records): void {
  writeFileSync(
    join(folder, `${system}.mrc`),
    marcFile(...Object.entries(records).map(([id, parts]) => toMarc(id, parts))),
  );
}

function toMarc(
  id: string,
  { title, copies = [], isHidden = false, more = [], extent = '200 p.' }: RecordParts,
): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [
      { tag: '001', value: id },
      { tag: '008', value: '200101s2019    enk           000 0 eng d' },
      dataField('100', { a: 'Harker, Joan.' }),
      dataField('245', { a: title }),
      dataField('260', { a: 'Ely :', b: 'Fen Press,', c: '2019.' }),
      dataField('300', { a: extent }),
      ...(isHidden ? [dataField('942', { n: '1' })] : []),
      ...more,
      ...copies.map((parts, place) =>
        dataField('952', withoutEmpty({ p: `39${id}${place}`, c: 'MAIN', y: 'BOOK', 7: '0', ...parts })),
      ),
    ],
  };
}

function withoutEmpty(parts: CopyParts): CopyParts {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''));
}
