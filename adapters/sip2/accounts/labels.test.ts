/** Every recorded and every synthetic answer about a patron means what its label says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { decode, fieldOf, createTextCodec } from '../../protocols/sip2/message.ts';
import type { Sip2Message } from '../../protocols/sip2/message.ts';
import { blocksOf } from './blocks.ts';
import { readDay } from './day.ts';
import { accountDialectOf } from './dialects.ts';
import type { AccountDialect } from './dialects.ts';
import { KOHA_LABELS, SYNTHETIC_LABELS } from './labels.fixture.ts';
import type { Label, PatronLabel, WriteLabel } from './labels.fixture.ts';
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

function meaningOf(message: Sip2Message, label: Label, dialect: AccountDialect): Label {
  if (message.code === '66') return { is: 'unused' };
  return message.code === '24' || message.code === '64' ? patronOf(message, label, dialect) : writeOf(message, dialect);
}

function patronOf(message: Sip2Message, label: Label, dialect: AccountDialect): PatronLabel {
  const answer = readPatronAnswer(message, dialect);
  const { exists, valid, pinIsRight, owed, counts, category, homeSite, expiresOn } = answer;
  const blocks = blocksOf(answer, TODAY)?.map(({ code }) => code) ?? null;
  return {
    is: 'patron',
    exists,
    verified: valid === true && pinIsRight === true,
    // Of nobody they say nothing.
    blocks: label.is === 'patron' && !label.exists ? null : blocks,
    owed: owed === null ? null : amountText(owed),
    counts: message.code === '64' ? COUNTED.map((counted) => counts[counted] ?? Number.NaN) : null,
    category,
    homeSite,
    expiresOn,
    entries: LISTS.flatMap((list) => message.fields.get(list) ?? []).length,
  };
}

function writeOf(message: Sip2Message, dialect: AccountDialect): WriteLabel {
  const answer = message.code === '30' ? readRenewal(message, dialect) : readHoldAnswer(message, dialect);
  const dueOn = readDay(fieldOf(message, 'AH'));
  if (answer.outcome === 'REFUSED') return { is: 'write', outcome: answer.refusal.code };
  return {
    is: 'write',
    outcome: answer.outcome === 'DONE' ? 'DONE' : 'AMBIGUOUS',
    ...(dueOn === null ? {} : { dueOn }),
  };
}

describe.skipIf(!sharedAvailable)('what a Koha answered (needs the shared recordings)', () => {
  const recorded = (file: string): Recorded['exchanges'] =>
    (JSON.parse(readFileSync(sharedPath('recordings/koha', file), 'utf8')) as Recorded).exchanges.filter(
      ({ receive }) => CODES.test(receive),
    );
  const koha = accountDialectOf('koha');

  it.each(Object.entries(KOHA_LABELS))('in %s, each means what its label says', (file, labels) => {
    expect(recorded(file).map(({ description }) => description)).toEqual(labels.map(([description]) => description));
    for (const [index, { description, receive }] of recorded(file).entries()) {
      const [, label] = labels[index] ?? [];
      if (label === undefined) throw new Error('an answer has no label');
      expect(meaningOf(messageOf(receive, 'utf-8'), label, koha), description).toEqual(label);
    }
  });

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

  it('have a label each', () => {
    expect(all.map(({ what }) => what)).toEqual(Object.keys(SYNTHETIC_LABELS));
  });

  it.each(all)('$what', ({ what, wire }) => {
    const [dialect, label] = SYNTHETIC_LABELS[what] ?? [];
    if (dialect === undefined || label === undefined) throw new Error('no label');

    expect(meaningOf(messageOf(wire, 'cp850'), label, accountDialectOf(dialect))).toEqual(label);
  });
});
