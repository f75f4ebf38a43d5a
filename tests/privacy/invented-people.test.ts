/** Nobody in a test, a recorded exchange, a simulator or the demonstration is a person who lives. */
import { DEMO_CARDS, READER_SURNAMES } from '#demo/readers.ts';
import { projectRoot } from '#tests/support/mercia-process.ts';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOMS = ['tests', 'lab/{demo,simulators,bench,drill,other-router}', 'docs', 'subgraphs'];
const TEXTS = '*.{ts,json,yaml,yml,xml,graphql,md,txt,tsv,mrc}';
const files = ROOMS.flatMap((room) => globSync(`${room}/**/${TEXTS}`, { cwd: projectRoot })).filter(
  (path) => !path.includes('node_modules'),
);

/** Names and numbers that are known to be invented; a person who is added to a test is added here by whoever invented them. */
const INVENTED = new Set([
  ...READER_SURNAMES.flatMap((surname) => [surname, surname.toUpperCase()]),
  ...DEMO_CARDS.flatMap(({ surname, forenames, card }) => [surname, forenames, card]),
  ...[
    'Harberrow',
    'Edda',
    'Larksworthy',
    'Ashworth',
    'Invented',
    'Ada',
    'Ada Mary',
    'Ben',
    'Cyn',
    'Dov',
    'Eli',
    'Flo',
    'Test',
    'Cardholder',
    'Told',
  ],
  ...[
    '70000005',
    '700000051',
    '70000055',
    '70000056',
    '70000057',
    '70000058',
    '70000059',
    '71000071',
    '71000072',
    '71000073',
    '71000074',
    '71000075',
    '71000076',
    '79000001',
    '23529001000463',
    '42',
    'other',
  ],
  ' 7000 0005',
]);
const PERSONAL =
  /\b(?:surname|first_?name|last_?name|middle_?name|forenames?|cardnumber|alternateID)\b["']?\s*:\s*(?:'([^'\n]+)'|"([^"\n]+)")/giu;
const MAIL = /[\w.%+-]+@([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})\b/giu;
/** RFC 2606 keeps them free. */
const NOBODYS_DOMAIN = /(?:^|\.)example(?:\.(?:com|net|org))?$/u;

function findIn(pattern: RegExp, isKnown: (match: RegExpMatchArray) => boolean): readonly string[] {
  return files.flatMap((path) =>
    [...readFileSync(join(projectRoot, path), 'utf8').matchAll(pattern)]
      .filter((match) => !isKnown(match))
      .map(([text]) => `${path}: ${text}`),
  );
}

describe('people in the files of this project', () => {
  it('have names and cards that are known to be invented', () => {
    expect(files.length).toBeGreaterThan(300);
    expect(findIn(PERSONAL, ([, single, double]) => INVENTED.has(single ?? double ?? ''))).toEqual([]);
  });

  it('have mail addresses where no mail arrives', () => {
    expect(findIn(MAIL, ([, domain]) => NOBODYS_DOMAIN.test(domain ?? ''))).toEqual([]);
  });
});
