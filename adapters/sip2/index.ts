/** The adapter for a server of SIP2: how single copies stand, and accounts. It is the live part of a system that is harvested otherwise. */
import type { AdapterKind } from '#contract/adapter.ts';
import { NO_READING_RULES } from '../shared/reading-rules.ts';
import { createSip2Adapter } from './adapter.ts';
import { sip2Settings } from './config.ts';
import { EVIDENCE, evidenceOf, GENERIC_EVIDENCE } from './evidence.ts';
import { share } from './share.ts';
import { parseSettings } from '../shared/settings.ts';

const TEST_CARD = { cardEnv: 'TEST_CARD', pinEnv: 'TEST_PIN' };

/** A page of 25 titles with three copies each in two seconds. The self-service machines of the library ask the same server. */
const QUESTIONS_PER_SECOND = 40;

export const sip2Kind: AdapterKind = {
  kind: 'sip2',
  title: 'SIP2',
  described: [
    { as: 'yes' },
    { as: '`access: read`', settings: { patrons: { access: 'read' } } },
    { as: '`testCard`', settings: { patrons: { access: 'read', testCard: TEST_CARD } } },
    { as: '`access: write`', settings: { patrons: { access: 'write', testCard: TEST_CARD } } },
    { as: '`holdQueue: title`', settings: { holdQueue: 'title', patrons: { access: 'write', testCard: TEST_CARD } } },
  ],
  evidence: [GENERIC_EVIDENCE, ...Object.values(EVIDENCE)],
  evidenceOf: (system) => evidenceOf(parseSettings(sip2Settings, system).dialect),
  settings: sip2Settings,
  harvestMethods: [],
  addressSchemes: ['tcp', 'tls'],
  parts: ['live'],
  perSecond: QUESTIONS_PER_SECOND,
  rules: () => NO_READING_RULES,
  share,
  create: createSip2Adapter,
};
