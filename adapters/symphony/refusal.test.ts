import { describe, expect, it } from 'vitest';
import { refusalCode, refusalKind } from './refusal.ts';

describe('refusals', () => {
  it.each([
    ['{"messageList":[{"code":"sessionTimedOut","message":"x"}]}', 'sessionTimedOut', 'session'],
    ['{"messageList":[{"code":"recordNotFound"}]}', 'recordNotFound', 'not found'],
    ['{"messageList":[{"code":"hatErrorResponse.116"}]}', 'hatErrorResponse.116', 'busy'],
    ['{"messageList":[{"code":"hatErrorResponse.252"}]}', 'hatErrorResponse.252', 'refused'],
    ['<Fault><code>recordNotFound</code><string>No such title</string></Fault>', 'recordNotFound', 'not found'],
    ['<ns:Fault xmlns:ns="urn:x"><ns:string>Title not found</ns:string></ns:Fault>', 'Fault', 'refused'],
  ])('%s', (body, code, kind) => {
    expect(refusalCode(Buffer.from(body))).toBe(code);
    expect(refusalKind(code)).toBe(kind);
  });

  it.each(['<html><body>500</body></html>', '{"a":1}', 'Internal error', ''])('are not seen in %s', (body) => {
    expect(refusalCode(Buffer.from(body))).toBeNull();
  });
});
