/** A small region file, to which each test adds what it is about. */
import { z } from 'zod';
import type { Region } from '#domain/region.ts';
import { loadRegion, type LoadRegionOptions, type SystemKind } from './load-region.ts';
import { RegionFileError } from './region-file-error.ts';

const KINDS = new Map<string, SystemKind>([['koha', { settings: z.strictObject({}), harvestMethods: [] }]]);

export interface ShireParts {
  /** Keys of `region`, as they stand between its braces. */
  readonly region?: string;
  /** Keys of the library, one to a line. */
  readonly library?: string;
  /** Keys of the library's only site, one to a line. */
  readonly site?: string;
  /** What else the file says, from the first column on. */
  readonly rest?: string;
}

export function shire({ region = '', library = '', site = '', rest = '' }: ShireParts = {}): string {
  return `
region: { id: shire, name: The Shire${region} }
libraries:
  - id: hobbiton
    name: Hobbiton Infirmary
    system: bag-end
${library.replaceAll(/^/gm, '    ')}
    sites:
      - id: row
        name: Bagshot Row
${site.replaceAll(/^/gm, '        ')}
  - { id: bywater, name: Bywater Clinic, system: bag-end }
systems:
  - id: bag-end
    name: Bag End
    kind: koha
    address: https://koha.example.org
    owners: [{ code: HOB, library: hobbiton }, { code: BYW, library: bywater }]
${rest}
`;
}

export function load(text: string, options: Partial<LoadRegionOptions> = {}): Region {
  return loadRegion({ text }, { kinds: KINDS, ...options });
}

/** `line path: message | hint`. */
export function faultsOf(text: string, options: Partial<LoadRegionOptions> = {}): readonly string[] {
  try {
    load(text, options);
  } catch (error) {
    if (!(error instanceof RegionFileError)) throw error;
    return error.faults.map(({ line, path, message, hint }) =>
      [`${line} ${path}: ${message}`, ...(hint === null ? [] : [hint])].join(' | '),
    );
  }
  return [];
}

/** Without lines, for what is written into the file as one text. */
export function wordsOf(text: string): readonly string[] {
  return faultsOf(text).map((fault) => fault.replace(/^\d+ /, ''));
}
