/** Records as Index Data's `yaz-marcdump` (Debian package `yaz`) reads them: another reader to hold ours against. */
import { type MarcReadRecord, MARCXML_NAMESPACE, parseMarcInJson, type MarcRecord } from '#marc/index.ts';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What yaz made of a record; null where it gave none. */
export type YazRecord = MarcRecord | null;

export const yazAvailable = spawnSync('yaz-marcdump', ['-V']).status === 0;

/** Records of one form, in few calls. */
export function readWithYaz(records: readonly MarcReadRecord[]): readonly YazRecord[] {
  switch (records[0]?.format) {
    case undefined:
      return [];
    case 'iso2709':
      return readIso2709(records.map(({ raw }) => raw));
    case 'marcxml':
      return readMarcXml(records);
    case 'marc-in-json':
      return records.map(({ raw }) => toRecord(runYaz(['-i', 'json', '-f', 'UTF-8'], raw)));
  }
}

/** Each in the character set that its leader names. */
export function readIso2709(records: readonly Uint8Array[]): readonly YazRecord[] {
  const output = runYaz(['-p', '-i', 'marc', '-f', 'MARC-8'], Buffer.concat(records));
  const byOffset = new Map<number, YazRecord>();
  // `<!-- Record 2 offset 1219 (0x4c3) -->`; what follows up to the next is that record, or why there is none.
  const parts = output.split(/<!-- Record \d+ offset (\d+) \(0x[0-9a-f]+\) -->\n/);
  for (let at = 1; at < parts.length; at += 2) byOffset.set(Number(parts[at]), toRecord(parts[at + 1] ?? ''));
  let offset = 0;
  return records.map(({ length }) => {
    const record = byOffset.get(offset) ?? null;
    offset += length;
    return record;
  });
}

/** All in one document; in halves where yaz does not give as many as went in. */
function readMarcXml(records: readonly MarcReadRecord[]): readonly YazRecord[] {
  const elements = records.map(({ raw }) => declared(new TextDecoder().decode(raw)));
  const read = runYaz(['-i', 'marcxml', '-f', 'UTF-8'], `<all>${elements.join('\n')}</all>`)
    .split(/(?<=^\}\n)/m)
    .filter((text) => text.trim() !== '')
    .map(toRecord);
  if (read.length === records.length) return read;
  if (records.length === 1) return [null];
  const half = records.length >> 1;
  return [...readMarcXml(records.slice(0, half)), ...readMarcXml(records.slice(half))];
}

/** With the prefix of its elements declared, which may be done further out in the file. */
function declared(element: string): string {
  const xml = element.replace(/^<\?xml[^>]*\?>/, '');
  const prefix = /<([\w.-]+):record/.exec(xml)?.[1];
  return prefix === undefined ? xml : `<one xmlns:${prefix}="${MARCXML_NAMESPACE}">${xml}</one>`;
}

function runYaz(flags: readonly string[], input: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'yaz-'));
  try {
    const file = join(folder, 'records');
    writeFileSync(file, input);
    const command = [...flags, '-t', 'UTF-8', '-o', 'json', file];
    return spawnSync('yaz-marcdump', command, { encoding: 'utf8', maxBuffer: 1024 ** 3 }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function toRecord(text: string): YazRecord {
  // Remarks may stand before the record, and control characters that JSON does not allow inside it.
  const json = text.slice(Math.max(text.indexOf('{'), 0)).replace(/[\x00-\x09\x0b-\x1f]/g, escaped);
  try {
    const parse = parseMarcInJson(JSON.parse(json));
    return parse.kind === 'record' ? parse.record : null;
  } catch {
    return null;
  }
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
