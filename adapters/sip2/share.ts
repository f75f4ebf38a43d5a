/** What may be asked of a SIP2 server, and shown of it: its status and copies. 23, 63 and all that changes something are never sent. */
import type { ShareRules } from '#contract/adapter.ts';

const SHOWN = new Set(['17', '99']);
const LOG_IN = '93';

/** Of the specification. AO, AM, AN, AF, AG, AJ and CH are texts; AB leads to one copy. */
const CODES = [
  'status',
  'security',
  'fee type',
  'flags',
  'timeout',
  'retries',
  'version',
  'AP',
  'AQ',
  'CK',
  'CF',
  'BX',
  'CT',
  'CV',
  'BH',
];
const DATES = ['transaction date', 'AH', 'CJ', 'CM'];
const OTHERS = ['AB', 'AF', 'AG', 'AJ', 'AM', 'AN', 'AO', 'BG', 'BV', 'CH', 'CS', 'CY', 'DA', 'VN', 'AL', 'CR'];

export function share(): ShareRules {
  return {
    settings: { patrons: { access: 'none' }, statusFirst: true },
    ask(question) {
      if (question.protocol !== 'sip2') return 'refuse';
      if (SHOWN.has(question.code)) return 'show';
      return question.code === LOG_IN ? 'pass' : 'refuse';
    },
    names: new Set([...CODES, ...DATES, ...OTHERS]),
    codes: () => new Set(CODES),
    dates: new Set(DATES),
  };
}
