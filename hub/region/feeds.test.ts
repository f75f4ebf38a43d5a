import { describe, expect, it } from 'vitest';
import type { FeedRules } from '#domain/feeds.ts';
import { load, shire, wordsOf } from './shire.fixture.ts';

const HOST_KEY = `SHA256:${'A'.repeat(43)}`;

/** `feeds` as it stands in a file: two keys that each needs, and what is said besides. */
function fileWith(feeds: string): string {
  const needed = 'feeds:\n  namespace: shire.example.org\n  adminEmail: feeds@shire.example.org';
  const networks = 'networks: [{ id: west, name: The Westfarthing }]';
  return shire({ library: 'network: west', rest: `${networks}\n${needed}\n${feeds}` });
}

const feedsOf = (feeds: string): FeedRules | undefined => load(fileWith(feeds)).feeds;
const faultsOf = (feeds: string): readonly string[] => wordsOf(fileWith(feeds));

function deliveryFaults(delivery: string): readonly string[] {
  const usual = 'id: eds, host: ftp.example.org, port: 22, userEnv: EDS_USER';
  return faultsOf(`  deliveries: [{ ${usual}, ${delivery} }]`);
}

describe('feeds in a region file', () => {
  it('have usual rules where the file gives a namespace and an address only', () => {
    expect(feedsOf('')).toEqual({
      namespace: 'shire.example.org',
      adminEmail: 'feeds@shire.example.org',
      marcFrom: [],
      merge: ['IDENTIFIERS', 'SUBJECTS'],
      withheld: [],
      holdPercent: 5,
      keepDays: 90,
      deliveries: [],
    });
  });

  it('are none where the file says nothing', () => {
    expect(load(shire()).feeds).toBeUndefined();
  });

  it('name systems and libraries that exist, each once', () => {
    expect(faultsOf('  marcFrom: [bag-end, bag-and, bag-end]\n  withheld: [hobbiton, bree]')).toEqual([
      'feeds.marcFrom[1]: there is no system "bag-and" | did you mean "bag-end"?',
      'feeds.marcFrom[2]: "bag-end" occurs twice | it is at feeds.marcFrom[0] already',
      'feeds.withheld[1]: there is no library "bree"',
    ]);
  });

  it('refuse a namespace that is no domain name, and parts that cannot be merged', () => {
    expect(faultsOf('  merge: [SUBJECT]\n  holdPercent: 0')).toEqual([
      'feeds.merge[0]: must be one of IDENTIFIERS, SUBJECTS, CONTENTS, SUMMARIES | did you mean "SUBJECTS"?',
      'feeds.holdPercent: must be at least 0.1',
    ]);
    const text = fileWith('').replace('shire.example.org', 'Shire');

    expect(() => load(text)).toThrow('feeds.namespace: a domain name in lower-case letters');
  });

  it('are delivered by SFTP with the key of the host, and a password or a key', () => {
    const key = `hostKey: '${HOST_KEY}'`;

    expect(deliveryFaults(`protocol: SFTP, ${key}, passwordEnv: EDS_PASSWORD`)).toEqual([]);
    expect(deliveryFaults(`protocol: SFTP, ${key}, privateKeyEnv: EDS_KEY, set: 'network:west'`)).toEqual([]);
    expect(deliveryFaults(`protocol: SFTP, ${key}`)).toEqual([
      'feeds.deliveries[0]: cannot log in | give passwordEnv or privateKeyEnv',
    ]);
    expect(deliveryFaults('protocol: SFTP, passwordEnv: EDS_PASSWORD')).toEqual([
      'feeds.deliveries[0].hostKey: is missing: without it, anybody could pose as the host | ask whoever runs it for the SHA256 fingerprint of its key',
    ]);
  });

  it('are delivered by FTP with a password and nothing that FTP lacks', () => {
    expect(deliveryFaults('protocol: FTP, passwordEnv: EDS_PASSWORD')).toEqual([]);
    expect(deliveryFaults(`protocol: FTP, privateKeyEnv: EDS_KEY, hostKey: '${HOST_KEY}'`)).toEqual([
      'feeds.deliveries[0].passwordEnv: is missing | FTP needs it',
      'feeds.deliveries[0].privateKeyEnv: FTP knows no keys | take it out, or use SFTP',
      'feeds.deliveries[0].hostKey: an FTP host has none | take it out, or use SFTP',
    ]);
  });

  it('are renamed when all are there unless they are compressed, and encrypted unless they go by FTP', () => {
    const ftp = 'protocol: FTP, passwordEnv: EDS_PASSWORD';

    expect(deliveryFaults(`${ftp}, unencrypted: true, rename: false, gzip: true`)).toEqual([]);
    expect(deliveryFaults(`${ftp}, rename: false`)).toEqual([
      'feeds.deliveries[0].rename: needs "gzip: true": half a file under its own name would pass for a whole one',
    ]);
    const sftp = `protocol: SFTP, hostKey: '${HOST_KEY}', passwordEnv: EDS_PASSWORD`;
    expect(deliveryFaults(`${sftp}, unencrypted: true`)).toEqual([
      'feeds.deliveries[0].unencrypted: is for FTP: SFTP is always encrypted',
    ]);
  });

  it('are delivered by sets that there are', () => {
    const delivered = (set: string): readonly string[] =>
      deliveryFaults(`protocol: FTP, passwordEnv: EDS_PASSWORD, set: '${set}'`);

    expect(delivered('without-online')).toEqual([]);
    expect(delivered('format:ebook')).toEqual([]);
    expect(delivered('without-onlin')).toEqual([
      'feeds.deliveries[0].set: there is no set "without-onlin" | did you mean "without-online"?',
    ]);
    expect(delivered('network:east')).toEqual([
      'feeds.deliveries[0].set: there is no set "network:east" | did you mean "network:west"?',
    ]);
  });

  it('name a delivery once', () => {
    const one = '{ id: eds, protocol: FTP, host: a.example.org, port: 21, userEnv: U, passwordEnv: P }';

    expect(faultsOf(`  deliveries:\n    - ${one}\n    - ${one}`)).toEqual([
      'feeds.deliveries[1].id: "eds" occurs twice | it is at feeds.deliveries[0].id already',
    ]);
  });
});
