import { readFileSync, readdirSync } from 'node:fs';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { describe, expect, it } from 'vitest';
import { readRefusal, refusalKind } from '../refusal.ts';
import { MEANING_UNKNOWN, toRefusal } from './refusals.ts';

/** What clients of real servers met when they renewed and placed holds. */
const KNOWN = {
  'hatErrorResponse.141': 'LIMIT_REACHED',
  'hatErrorResponse.7703': 'LIMIT_REACHED',
  'hatErrorResponse.105': 'RECALLED',
  'hatErrorResponse.252': 'ON_HOLD_FOR_OTHER',
  'hatErrorResponse.46': 'NOT_RENEWABLE',
  'hatErrorResponse.238': 'SEE_STAFF',
  acknowledgeRenewalFeeCircPrompt: 'SEE_STAFF',
  'hatErrorResponse.447': 'NOT_HOLDABLE',
  'hatErrorResponse.17286': 'NOT_HOLDABLE',
  'hatErrorResponse.722': 'ALREADY_DONE',
  'hatErrorResponse.116': 'SYSTEM_UNAVAILABLE',
  recordNotFound: 'NOT_FOUND',
  permissionDeniedRecordHidden: 'NOT_FOUND',
};

describe('a refusal', () => {
  it.each(Object.entries(KNOWN))('%s is %s', (code, expected) => {
    expect(toRefusal({ code, prompt: null })).toMatchObject({ code: expected, sourceCode: code });
  });

  it.each(MEANING_UNKNOWN)('%s, of which nobody says what it means, is told as it is', (code) => {
    expect(toRefusal({ code, prompt: null })).toMatchObject({ code: 'OTHER', sourceCode: code });
  });

  it.each([
    ['CIRC_HOLDS_OVRCD', 'ON_HOLD_FOR_OTHER'],
    ['HOLD_NO_HOLDS_OVRCD', 'NOT_HOLDABLE'],
    ['CKOBLOCKS', 'BLOCKED'],
    ['USER_PRIVILEGE_OVRCD', 'BLOCKED'],
    ['GROUP_PROMPT', 'SEE_STAFF'],
    ['CIRC_NONCHARGEABLE_OVRCD', 'SEE_STAFF'],
  ])('that staff could override by %s is %s', (prompt, expected) => {
    expect(toRefusal({ code: 'hatErrorResponse.91', prompt }).code).toBe(expected);
  });

  it('never carries words of the server', () => {
    const body = { messageList: [{ code: 'hatErrorResponse.722', message: 'Quillfeather has a hold' }] };

    const said = readRefusal(Buffer.from(JSON.stringify(body)));

    expect(JSON.stringify(said && toRefusal(said))).not.toContain('Quillfeather');
  });

  it('may be a prompt without a list of messages', () => {
    expect(readRefusal(Buffer.from('{"dataMap":{"promptType":"CIRC_HOLDS_OVRCD"}}'))).toEqual({
      code: 'CIRC_HOLDS_OVRCD',
      prompt: 'CIRC_HOLDS_OVRCD',
    });
  });

  it('that was recorded is one of the words, or a crash of which nobody can say what was done', () => {
    if (!sharedAvailable) return;
    const said = ['psu-myaccount', 'stanford-mylibrary'].flatMap((folder) =>
      readdirSync(sharedPath('recordings', 'symphony', folder)).flatMap((file) => {
        const read = readRefusal(readFileSync(sharedPath('recordings', 'symphony', folder, file)));
        return read === null ? [] : [read];
      }),
    );

    const told = said.map((one) => (refusalKind(one.code) === 'fault' ? 'crash' : toRefusal(one).code));

    expect(told.toSorted()).toEqual(['ALREADY_DONE', 'crash']);
  });
});
