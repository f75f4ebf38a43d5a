import type { SystemId } from '#domain/ids.ts';
import { describe, expect, it } from 'vitest';
import { readRequestedTitle } from './requested-title.ts';

const systems = ['koha', 'koha-a', 'symphony'].map((id) => ({ id: id as SystemId }));
const PASSED_ON = { id: 'demo', systems, feeds: { namespace: 'library.example.org' } };
const NOTHING_PASSED_ON = { id: 'demo', systems };

describe('the name of a title', () => {
  it.each([
    ['demo-17', 'demo:edition:17', 'oai:library.example.org:demo-17'],
    ['koha-a.17', 'koha-a:record:17', 'oai:library.example.org:koha-a.17'],
    ['koha.a-17', 'koha:record:a-17', 'oai:library.example.org:koha.a-17'],
    ['koha:record:b 1#2:%', 'koha:record:b 1#2:%', 'oai:library.example.org:koha.b%201%232:%25'],
  ])('%s is written as OAI-PMH writes it, and read in that form', (name, id, uri) => {
    const title = readRequestedTitle(name, PASSED_ON);

    expect([Object.values(title?.key ?? {}), title?.uri]).toEqual([[id], uri]);
    expect(readRequestedTitle(uri, PASSED_ON)).toEqual({ ...title, requested: uri });
  });

  it.each([
    ['demo-17', 'mercia:demo:edition:17'],
    ['koha.b 1#2:%', 'mercia:koha:record:b%201#2:%25'],
  ])('%s is written and read where nothing is passed on', (name, uri) => {
    const title = readRequestedTitle(name, NOTHING_PASSED_ON);

    expect(title?.uri).toBe(uri);
    expect(readRequestedTitle(uri, NOTHING_PASSED_ON)).toEqual({ ...title, requested: uri });
  });

  it('is read in the form with a hyphen that records had in 0.1.0, if it can be of one system only', () => {
    const uri = 'oai:library.example.org:symphony.1-7';
    expect(readRequestedTitle('oai:library.example.org:symphony-1-7', PASSED_ON)).toMatchObject({
      record: 'symphony:record:1-7',
      uri,
    });
    expect(readRequestedTitle('oai:library.example.org:koha-a-17', PASSED_ON)).toBeNull();
    expect(readRequestedTitle('symphony-17', PASSED_ON)).toBeNull();
  });

  it.each([
    '',
    'nonsense',
    'koha.\0',
    'koha:record:\0',
    'oai:library.example.org:koha.%00',
    'oai:library.example.org:koha-%00',
  ])('is not %j', (name) => {
    expect(readRequestedTitle(name, PASSED_ON)).toBeNull();
  });

  it.each(['mercia:', 'mercia:%', 'mercia:koha:record:%00'])('is not %j where nothing is passed on', (name) => {
    expect(readRequestedTitle(name, NOTHING_PASSED_ON)).toBeNull();
  });
});
