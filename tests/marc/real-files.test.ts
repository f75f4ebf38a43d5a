import { checkMarc, type MarcCheck } from '#marc/index.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

/** One line of COUNTS.tsv: an independent count by searching for bytes and element names. */
interface Counted {
  readonly bytes: number;
  readonly terminators: number;
  readonly recordElements: number;
  readonly leaderElements: number;
  readonly leaderKeys: number;
}

interface Explained {
  readonly found: number;
  readonly why: string;
}

/** Files where our count and COUNTS.tsv differ, each looked at. Everything else must agree. */
const EXPLAINED: Readonly<Record<string, Explained>> = {
  'UB-Mannheim+vufind/vendor/aferrandini/phpqrcode/cache/mask_6/mask_125_6.dat': {
    found: 0,
    why: 'zlib-compressed data of a bar code library; one of its bytes happens to be 0x1D',
  },
  'UB-Mannheim+vufind/vendor/aferrandini/phpqrcode/cache/mask_7/mask_125_7.dat': {
    found: 0,
    why: 'zlib-compressed data of a bar code library; one of its bytes happens to be 0x1D',
  },
  'lcnetdev+marc2bibframe2/test/data/ConvSpec-Process6-Series/marc.xml': {
    found: 4,
    why: 'five of the nine record elements stand in a comment',
  },
  'marc4j+marc4j/test/resources/008008027.mrc': {
    found: 19,
    why: 'the file is cut off at 65,536 bytes: its 19th record has no terminator and is rejected',
  },
  'openlibraryenvironment+dcb-service/dcb/src/test/resources/org/olf/dcb/rules/folio-source-data.json': {
    found: 5,
    why: 'two records have no leader, and COUNTS.tsv counts leaders',
  },
  'openlibraryenvironment+dcb-service/dcb/src/test/resources/org/olf/dcb/rules/sierra-records.json': {
    found: 6,
    why: 'one record has no leader, and COUNTS.tsv counts leaders',
  },
  'perl4lib+marc-perl/marc-record/t/badldr.usmarc': {
    found: 8,
    why: 'six records, a terminator alone (rejected), and a last byte "7" behind the last terminator (rejected)',
  },
  'pulibrary+marc_liberation/marc_to_solr/spec/fixtures/sampleconc_old.mrx': {
    found: 54,
    why: 'two of the 56 record elements stand in comments',
  },
};

const OAI_FILES: Readonly<Record<string, Pick<MarcCheck, 'format' | 'found' | 'note'>>> = {
  'RecordManager2_ListRecords1.xml': { format: 'oai-pmh/marcxml', found: 10, note: null },
  'RecordManager2_ListRecordsNLK_medvik.xml': { format: 'oai-pmh/marcxml', found: 3, note: null },
  'RecordManager_qdc1.xml': { format: 'none', found: 0, note: 'Dublin Core' },
  'folio_oai_dc.xsd': { format: 'none', found: 0, note: 'XML without MARC (schema)' },
  'idzebra_oai-caltech.xml': { format: 'none', found: 0, note: 'OAI-PMH with Dublin Core only' },
  'ole_Dublin_UN.xml': { format: 'none', found: 0, note: 'OAI-PMH with Dublin Core only' },
  'ole_dublin-unq-05.xml': { format: 'none', found: 0, note: 'OAI-PMH with Dublin Core only' },
  'reservoir_oai-response-1.xml': { format: 'oai-pmh/marcxml', found: 3, note: null },
};

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function readCounts(): ReadonlyMap<string, Counted> {
  const lines = readFileSync(sharedPath('data', 'marc', 'COUNTS.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  return new Map(
    lines.map((line) => {
      const [file = '', ...numbers] = line.split('\t');
      const [bytes = 0, terminators = 0, recordElements = 0, leaderElements = 0, leaderKeys = 0] = numbers.map(Number);
      return [file, { bytes, terminators, recordElements, leaderElements, leaderKeys }];
    }),
  );
}

/** Null where the counts agree; else what differs. */
function difference(check: MarcCheck, counted: Counted): string | null {
  const { found, rejected } = check;
  const { terminators, recordElements, leaderElements, leaderKeys } = counted;
  const wanted = terminators + leaderElements + leaderKeys;
  if (found === wanted) return null;
  // Records without a leader: each of them is mended with a blank one, or rejected.
  const leaderless = recordElements - leaderElements;
  const mended = (check.repairs['leader'] ?? 0) + rejected;
  if (terminators + leaderKeys === 0 && found === recordElements && mended >= leaderless) return null;
  return `found ${found}, COUNTS.tsv has ${JSON.stringify(counted)}`;
}

describe.skipIf(!sharedAvailable)('every real MARC file', () => {
  const checks = new Map<string, MarcCheck>();
  let counts: ReadonlyMap<string, Counted> = new Map();

  beforeAll(async () => {
    counts = readCounts();
    for (const file of counts.keys())
      checks.set(file, await checkMarc(createReadStream(sharedPath('data', 'marc', file))));
  });

  it('is in COUNTS.tsv', () => {
    const files = filesBelow(sharedPath('data', 'marc')).filter((file) => file !== 'COUNTS.tsv' && file !== 'INDEX.md');

    expect(files).toEqual([...counts.keys()].sort());
    expect(files.length).toBeGreaterThan(2_000);
  });

  it('is read to its last byte, each record read or rejected', () => {
    const wrong = [...checks].filter(
      ([file, check]) =>
        check.read + check.rejected !== check.found ||
        check.bytesUnaccounted !== 0 ||
        check.bytes !== counts.get(file)?.bytes ||
        check.rejects.length !== check.rejected ||
        (check.format === 'none') !== (check.found === 0),
    );

    expect(wrong).toEqual([]);
  });

  it('has as many records as COUNTS.tsv says, or the difference is explained', () => {
    const differing: Record<string, string> = {};
    for (const [file, counted] of counts) {
      const check = checks.get(file);
      const why = check === undefined ? 'not checked' : difference(check, counted);
      if (why !== null) differing[file] = why;
    }

    expect(Object.keys(differing).sort()).toEqual(Object.keys(EXPLAINED).sort());
    for (const [file, { found }] of Object.entries(EXPLAINED))
      expect([file, checks.get(file)?.found]).toEqual([file, found]);
  });

  it('is nearly always read: what is rejected stays below one in two hundred', () => {
    const all = [...checks.values()];
    const found = all.reduce((sum, check) => sum + check.found, 0);
    const rejected = all.reduce((sum, check) => sum + check.rejected, 0);

    expect(found).toBeGreaterThan(13_700);
    expect(rejected / found).toBeLessThan(0.005);
  });
});

describe.skipIf(!sharedAvailable)('every real OAI-PMH file', () => {
  it('is read to its last byte, and called none where it holds Dublin Core only', async () => {
    const files = filesBelow(sharedPath('data', 'oai-pmh'));

    const seen: Record<string, Pick<MarcCheck, 'format' | 'found' | 'note'>> = {};
    for (const file of files) {
      const check = await checkMarc(createReadStream(sharedPath('data', 'oai-pmh', file)));
      expect(check).toMatchObject({ bytesUnaccounted: 0, rejected: 0, read: check.found });
      seen[file] = { format: check.format, found: check.found, note: check.note };
    }

    expect(seen).toEqual(OAI_FILES);
  });
});
