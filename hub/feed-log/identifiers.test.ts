import type { SystemId } from '#domain/ids.ts';
import { expect, it } from 'vitest';
import {
  editionIdentifier,
  hyphenatedToRecordId,
  oaiIdentifier,
  readOaiIdentifier,
  recordIdentifier,
  toEditionId,
  toRecordId,
} from './identifiers.ts';

const SYSTEMS = ['koha', 'koha-a', 'symphony'] as SystemId[];

it('reads an edition out of its identifier, and nothing else', () => {
  expect(toEditionId(editionIdentifier('demo', 17), 'demo')).toBe('demo:edition:17');
  for (const other of ['demo-', 'demo-017', 'demo-x', 'demo-0', 'other-17', 'demo-1234567890123456'])
    expect(toEditionId(other, 'demo')).toBeNull();
});

it('reads a record out of its identifier, whatever its system and its number are called', () => {
  expect(toRecordId(recordIdentifier('koha-a' as SystemId, '17'), SYSTEMS)).toBe('koha-a:record:17');
  expect(toRecordId(recordIdentifier('koha' as SystemId, '17'), SYSTEMS)).toBe('koha:record:17');
  expect(toRecordId(recordIdentifier('koha' as SystemId, 'a-1.7'), SYSTEMS)).toBe('koha:record:a-1.7');
  const others = ['koha.', 'koha', 'kohax', 'koha-ax', '.17', 'alma.17', 'koha-a-17', 'koha.1\0', 'koha.1\n'];
  for (const other of others) expect(toRecordId(other, SYSTEMS)).toBeNull();
  expect(recordIdentifier('koha' as SystemId, 'a-17')).not.toBe(recordIdentifier('koha-a' as SystemId, '17'));
});

it('reads a record out of the older form with a hyphen, unless two systems may be meant', () => {
  expect(hyphenatedToRecordId('symphony-a-17', SYSTEMS)).toBe('symphony:record:a-17');
  expect(hyphenatedToRecordId('koha-17', SYSTEMS)).toBe('koha:record:17');
  for (const other of ['koha-a-17', 'koha-', 'koha', 'alma-17', 'symphony.17', 'koha-1\0'])
    expect(hyphenatedToRecordId(other, SYSTEMS)).toBeNull();
});

it('writes what a URI cannot hold in percent, and reads back only what it writes', () => {
  const identifier = 'files-a b#ü/100%';

  const written = oaiIdentifier('library.example.org', identifier);

  expect(written).toBe('oai:library.example.org:files-a%20b%23%C3%BC/100%25');
  expect(readOaiIdentifier('library.example.org', written)).toBe(identifier);
  for (const other of [
    'oai:other.example.org:demo-1',
    'oai:library.example.org:',
    'oai:library.example.org:a%2Fb',
    'oai:library.example.org:a b',
    'oai:library.example.org:%E0',
    'oai:library.example.org:demo-1%00',
  ])
    expect(readOaiIdentifier('library.example.org', other)).toBeNull();
});
