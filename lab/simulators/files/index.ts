/**
 * A server from which a library's exports are fetched: its records in three forms, plain and packed, its copies and its readers as lists.
 * It shares no code with the adapter that it tests.
 */
import { gzipSync } from 'node:zlib';
import { writeIso2709, writeMarcInJson, writeMarcXml, type MarcRecord } from '#marc/index.ts';
import { page, type Answer } from '../answer.ts';
import { csvOf, READER_LISTS } from './reader-lists.ts';
import { createSimulatorServer, writePlainHead, type SimulatorServer, type SimulatorServerOptions } from '../server.ts';
import type { ExportedRecord, FilesWorld } from './world.ts';

export interface FilesSimulator extends SimulatorServer {
  readonly world: FilesWorld;
}

/** A record without a directory, whose number cannot be read either. */
const BROKEN = Buffer.from('00050nam a22000250a 4500 no directory at all, no number\x1d');

/** What can be fetched. */
export const EXPORTS: Readonly<Record<string, (world: FilesWorld) => Buffer>> = {
  '/catalogue.mrc': (world) => {
    const broken = [...world.records.values()].map(({ isBroken = false }) => isBroken);
    return Buffer.concat(
      marcOf(world).map((marc, place) => (broken[place] ? BROKEN : Buffer.from(writeIso2709(marc)))),
    );
  },
  '/catalogue.xml': (world) => Buffer.from(`<collection>${marcOf(world).map(writeMarcXml).join('\n')}</collection>\n`),
  '/catalogue.json': (world) => Buffer.from(JSON.stringify(marcOf(world).map(writeMarcInJson))),
  '/catalogue.mrc.gz': (world) => gzipSync(EXPORTS['/catalogue.mrc']?.(world) ?? ''),
  '/items.csv': itemsOf,
  ...READER_LISTS,
};

const OF_SHELF = ['BIB', 'BARCODE', 'BRANCH', 'CALL NUMBER', 'LOCATION', 'TYPE', 'STATUS', 'DUE', 'HIDDEN'];
const COLUMNS = [...OF_SHELF, 'VOLUME', 'PRICE', 'ACQUIRED', 'STAFF NOTE', 'FUND'];

export async function createFilesSimulator({
  world,
  ...options
}: SimulatorServerOptions & { readonly world: FilesWorld }): Promise<FilesSimulator> {
  const server = await createSimulatorServer(
    {
      now: world.now,
      kindOf: ({ path }) =>
        path === '/items.csv' ? 'items' : path in READER_LISTS ? 'readers' : path in EXPORTS ? 'records' : 'other',
      answer: ({ path }) => answer(world, path),
      expireTokens: () => undefined,
      maintenance: 'The file server is down for maintenance',
      writeHead: (_asked, response, given) =>
        writePlainHead(response, given, {
          etag: `"${world.edition}"`,
          'last-modified': new Date(world.writtenAt).toUTCString(),
        }),
    },
    options,
  );
  return { ...server, world };
}

function answer(world: FilesWorld, path: string): Answer {
  const body = EXPORTS[path]?.(world);
  return body === undefined
    ? page(404, 'Not found')
    : { status: 200, contentType: path.endsWith('.csv') ? 'text/csv' : 'application/octet-stream', body };
}

function marcOf(world: FilesWorld): readonly MarcRecord[] {
  return [...world.records.values()].map(({ id, marc, isHidden, lacksNumber = false }) => ({
    leader: marc.leader,
    fields: [
      ...(lacksNumber ? [] : [{ tag: '001', value: id }]),
      ...marc.fields.filter(({ tag }) => tag !== '001' && tag !== '942'),
      ...(isHidden ? [{ tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'n', value: '1' }] }] : []),
    ],
  }));
}

function itemsOf(world: FilesWorld): Buffer {
  const rows = [...world.records.values()].flatMap((record) => record.copies.map((copy) => rowOf(record, copy)));
  return csvOf(COLUMNS, rows);
}

function rowOf({ id }: ExportedRecord, copy: ExportedRecord['copies'][number]): readonly string[] {
  const { barcode, branch, callNumber, location, type, status, due, isHidden } = copy;
  const { volume, price, acquired, staffNote, fund } = copy;
  const shelf = [id, barcode ?? '', branch, callNumber, location, type, status, due, isHidden ? '1' : ''];
  return [...shelf, volume, price, acquired, staffNote, fund];
}
