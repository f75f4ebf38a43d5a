/** Every recorded and every synthetic answer about a patron means what its label says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { readRows } from '#tests/support/tsv-rows.ts';
import { decode, fieldOf, createTextCodec, type Sip2Message } from '../../protocols/sip2/message.ts';
import { blocksOf } from './blocks.ts';
import { readDay } from './day.ts';
import { accountDialectOf, type AccountDialect } from './dialects.ts';
import { COUNTED, readPatronAnswer } from './patron-answer.ts';
import { readHoldAnswer, readRenewal } from './writes.ts';
import { amountText } from './charge-facts.ts';

interface Recorded {
  readonly exchanges: readonly { readonly description: string; readonly receive: string }[];
}

const TODAY = '2026-11-24';
const CODES = /^(24|64|30|66|16)/;
const LISTS = ['AS', 'AT', 'AU', 'AV', 'BU', 'CD'];

function messageOf(wire: string, encoding: string): Sip2Message {
  const text = createTextCodec(encoding);
  const bytes = text.encode(wire.replace(/[\r\n]+$/, ''));
  const message = bytes === null ? null : decode(bytes, { text, separator: '|' });
  if (message === null) throw new Error('the recording holds no message');
  return message;
}

/**
 * The rows of a table of labels, without its head: written before the mapper, by reading the messages and what came before and after
 * them. `unused` is what is never asked for: 66 says nothing that could be trusted to name one loan.
 */
function labelsOf(name: string): readonly (readonly string[])[] {
  return readRows(new URL(`labels-${name}.tsv`, import.meta.url));
}

/** As the tables write it; what is not told is `?`. */
function meaningOf(message: Sip2Message, dialect: AccountDialect): string {
  if (message.code === '66') return 'unused';
  return message.code === '24' || message.code === '64' ? patronOf(message, dialect) : writeOf(message, dialect);
}

/** Counts are those of holds, overdue, loans, charges, recalls and unavailable holds; entries those in all lists of the answer. */
function patronOf(message: Sip2Message, dialect: AccountDialect): string {
  const answer = readPatronAnswer(message, dialect);
  const { exists, valid, pinIsRight, owed, counts, category, homeSite, expiresOn } = answer;
  // Of nobody they say nothing.
  const blocks = exists ? blocksOf(answer, TODAY)?.map(({ code }) => code) : undefined;
  return [
    exists ? 'a reader' : 'nobody',
    // BLY and CQY, nothing less.
    valid === true && pinIsRight === true ? 'verified' : 'not verified',
    blocks === undefined ? 'flags not believed' : blocks.join(' ') || 'no blocks',
    `owes ${owed === null ? '?' : amountText(owed)}`,
    message.code === '64' ? COUNTED.map((counted) => String(counts[counted])).join(' ') : 'no counts',
    `category ${category ?? '?'}`,
    `site ${homeSite ?? '?'}`,
    `until ${expiresOn ?? '?'}`,
    `${String(LISTS.flatMap((list) => message.fields.get(list) ?? []).length)} entries`,
  ].join(', ');
}

/** AMBIGUOUS has to be asked back. */
function writeOf(message: Sip2Message, dialect: AccountDialect): string {
  const answer = message.code === '30' ? readRenewal(message, dialect) : readHoldAnswer(message, dialect);
  const dueOn = readDay(fieldOf(message, 'AH'));
  if (answer.outcome === 'REFUSED') return answer.refusal.code;
  const outcome = answer.outcome === 'DONE' ? 'DONE' : 'AMBIGUOUS';
  return dueOn === null ? outcome : `${outcome}, due ${dueOn}`;
}

describe.skipIf(!sharedAvailable)('what a Koha answered (needs the shared recordings)', () => {
  const recorded = (file: string): Recorded['exchanges'] =>
    (JSON.parse(readFileSync(sharedPath('recordings/koha', file), 'utf8')) as Recorded).exchanges.filter(
      ({ receive }) => CODES.test(receive),
    );
  const koha = accountDialectOf('koha');

  it.each([...Map.groupBy(labelsOf('koha'), ([file]) => file ?? '')])(
    'in %s, each means what its label says',
    (file, labels) => {
      const said = recorded(file).map(({ description, receive }) => [
        description,
        meaningOf(messageOf(receive, 'utf-8'), koha),
      ]);

      expect(said).toEqual(labels.map(([, description, meaning]) => [description, meaning]));
    },
  );

  it('names the reader in the reason for a refusal, and the refusal does not', () => {
    const refused = recorded('sip2-renew-ok.json').find(({ receive }) => receive.includes('not checked out to'));
    const name = /not checked out to ([^|]+)/.exec(refused?.receive ?? '')?.[1] ?? '';
    expect(name).not.toBe('');

    expect(JSON.stringify(readRenewal(messageOf(refused?.receive ?? '', 'utf-8'), koha))).not.toContain(name);
  });
});

describe.skipIf(!sharedAvailable)('the messages in other dialects (need the shared recordings)', () => {
  const all = sharedAvailable
    ? readFileSync(sharedPath('recordings/sip2/synthetic-messages.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { readonly what: string; readonly wire: string })
        .filter(({ wire }) => CODES.test(wire))
    : [];

  const labels = labelsOf('synthetic');

  it('have a label each', () => {
    expect(all.map(({ what }) => what)).toEqual(labels.map(([what]) => what));
  });

  it.each(all)('$what', ({ what, wire }) => {
    const [, dialect = '', meaning] = labels.find(([labelled]) => labelled === what) ?? [];

    expect(meaningOf(messageOf(wire, 'cp850'), accountDialectOf(dialect))).toBe(meaning);
  });
});
