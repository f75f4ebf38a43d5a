import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { nextOaiFrom, type OaiAnswer, oaiDate, oaiUrl, walkOaiPages } from './index.ts';

const BASE = 'https://lms.example.org/oai.pl';

describe('the address of a request', () => {
  it('carries the arguments of the verb', () => {
    expect(oaiUrl(BASE, { verb: 'ListRecords', metadataPrefix: 'marc21', from: '2026-01-04', set: 'A B' })).toBe(
      `${BASE}?verb=ListRecords&metadataPrefix=marc21&from=2026-01-04&set=A+B`,
    );
  });

  it('encodes every character of a token, and sends nothing beside it', () => {
    const url = oaiUrl(BASE, { verb: 'ListRecords', resumptionToken: 'marc21/50/a&b=c+d e%' });

    expect([...new URL(url).searchParams]).toEqual([
      ['verb', 'ListRecords'],
      ['resumptionToken', 'marc21/50/a&b=c+d e%'],
    ]);
  });

  it.each([
    ['a local time', '2026-01-04T10:00:00', undefined, /neither a day nor a UTC second/],
    ['two granularities', '2026-01-04', '2026-01-05T00:00:00Z', /differ in granularity/],
    ['a window that ends before it begins', '2026-01-05', '2026-01-04', /lies behind/],
  ])('refuses %s', (_, from, until, message) => {
    const request = {
      verb: 'ListRecords',
      metadataPrefix: 'marc21',
      from,
      ...(until === undefined ? {} : { until }),
    } as const;

    expect(() => oaiUrl(BASE, request)).toThrow(message);
  });
});

describe('dates', () => {
  it('take the granularity of the server', () => {
    const instant = Date.UTC(2026, 0, 4, 22, 10, 5, 999);

    expect(oaiDate(instant, 'day')).toBe('2026-01-04');
    expect(oaiDate(instant, 'second')).toBe('2026-01-04T22:10:05Z');
  });

  it('go back by the overlap from the clock of the server, by a day at least where it counts days', () => {
    expect(nextOaiFrom('2026-01-04T00:00:10Z', 'second', 60_000)).toBe('2026-01-03T23:59:10Z');
    expect(nextOaiFrom('2026-01-04T00:00:10Z', 'day', 60_000)).toBe('2026-01-03');
    expect(() => nextOaiFrom('yesterday', 'day', 0)).toThrow(/is no date/);
  });
});

describe('walking the pages of a list', () => {
  const page = (id: string, token: string): string =>
    `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-05T09:00:00Z</responseDate><request verb="ListIdentifiers">x</request><ListIdentifiers><header><identifier>${id}</identifier><datestamp>2026-01-04</datestamp></header>${token}</ListIdentifiers></OAI-PMH>`;
  const request = { verb: 'ListIdentifiers', metadataPrefix: 'marc21' } as const;

  function serve(pages: readonly string[]): {
    readonly urls: string[];
    readonly fetchPage: (url: string) => Promise<Uint8Array>;
  } {
    const urls: string[] = [];
    const fetchPage = async (url: string): Promise<Uint8Array> => {
      urls.push(url);
      return Buffer.from(pages[urls.length - 1] ?? '');
    };
    return { urls, fetchPage };
  }

  async function identifiers(answers: AsyncIterable<OaiAnswer>): Promise<readonly string[]> {
    const all: string[] = [];
    for await (const { records } of answers)
      for (const one of records) if (one.kind === 'record') all.push(one.identifier);
    return all;
  }

  it('follows the tokens to the empty one', async () => {
    const { urls, fetchPage } = serve([
      page('a', '<resumptionToken>t/2</resumptionToken>'),
      page('b', '<resumptionToken/>'),
    ]);

    expect(await identifiers(walkOaiPages(fetchPage, BASE, request))).toEqual(['a', 'b']);
    expect(urls).toEqual([
      `${BASE}?verb=ListIdentifiers&metadataPrefix=marc21`,
      `${BASE}?verb=ListIdentifiers&resumptionToken=t%2F2`,
    ]);
  });

  it('goes on from a stored token', async () => {
    const { urls, fetchPage } = serve([page('b', '')]);

    expect(await identifiers(walkOaiPages(fetchPage, BASE, request, 't2'))).toEqual(['b']);
    expect(urls).toEqual([`${BASE}?verb=ListIdentifiers&resumptionToken=t2`]);
  });

  it('ends with an error where the server gives the same token for ever', async () => {
    const same = '<resumptionToken>t</resumptionToken>';
    const { fetchPage } = serve([page('a', same), page('b', same), page('c', same)]);

    await expect(identifiers(walkOaiPages(fetchPage, BASE, request))).rejects.toThrow(/same resumption token twice/);
  });
});
