import { readFileSync, readdirSync } from 'node:fs';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { describe, expect, it } from 'vitest';
import { readRefusal, refusalKind } from '../refusal.ts';
import { MEANING_UNKNOWN, refusalOf } from './refusals.ts';

/** What clients of real servers tell their readers of each. */
const KNOWN = [
  ['hatErrorResponse.141', 'the limit of renewals is reached', 'LIMIT_REACHED'],
  ['hatErrorResponse.7703', 'the limit of renewals is reached', 'LIMIT_REACHED'],
  ['hatErrorResponse.105', 'it was recalled', 'RECALLED'],
  ['hatErrorResponse.252', 'it has holds', 'ON_HOLD_FOR_OTHER'],
  ['hatErrorResponse.46', 'it is on reserve', 'NOT_RENEWABLE'],
  ['hatErrorResponse.238', 'it cannot be renewed here, ask the lending desk', 'SEE_STAFF'],
  ['acknowledgeRenewalFeeCircPrompt', 'a fee has to be accepted', 'SEE_STAFF'],
  ['hatErrorResponse.447', 'no copy can fill the hold, try interlibrary loan', 'NOT_HOLDABLE'],
  ['hatErrorResponse.17286', 'the hold is not allowed, try interlibrary loan', 'NOT_HOLDABLE'],
  ['hatErrorResponse.722', 'there is a hold already', 'ALREADY_DONE'],
  ['hatErrorResponse.116', 'the record is in use', 'SYSTEM_UNAVAILABLE'],
  ['recordNotFound', 'there is no such thing', 'NOT_FOUND'],
  ['permissionDeniedRecordHidden', 'it is hidden', 'NOT_FOUND'],
] as const;

describe('a refusal', () => {
  it.each(KNOWN)('%s, "%s", is %s', (code, _told, expected) => {
    expect(refusalOf({ code, prompt: null })).toMatchObject({ code: expected, sourceCode: code });
  });

  it.each(MEANING_UNKNOWN)('%s, of which nobody says what it means, is told as it is', (code) => {
    expect(refusalOf({ code, prompt: null })).toMatchObject({ code: 'OTHER', sourceCode: code });
  });

  it.each([
    ['CIRC_HOLDS_OVRCD', 'ON_HOLD_FOR_OTHER'],
    ['HOLD_NO_HOLDS_OVRCD', 'NOT_HOLDABLE'],
    ['CKOBLOCKS', 'BLOCKED'],
    ['USER_PRIVILEGE_OVRCD', 'BLOCKED'],
    ['GROUP_PROMPT', 'SEE_STAFF'],
    ['CIRC_NONCHARGEABLE_OVRCD', 'SEE_STAFF'],
  ])('that staff could override by %s is %s', (prompt, expected) => {
    expect(refusalOf({ code: 'hatErrorResponse.91', prompt }).code).toBe(expected);
  });

  it('never carries words of the server', () => {
    const body = { messageList: [{ code: 'hatErrorResponse.722', message: 'Quillfeather has a hold' }] };

    const said = readRefusal(Buffer.from(JSON.stringify(body)));

    expect(JSON.stringify(said && refusalOf(said))).not.toContain('Quillfeather');
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

    const told = said.map((one) => (refusalKind(one.code) === 'fault' ? 'crash' : refusalOf(one).code));

    expect(told.toSorted()).toEqual(['ALREADY_DONE', 'crash']);
  });
});
