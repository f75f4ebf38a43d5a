/** The adapter for a server of SIP2: how single copies stand, and accounts. It is the live part of a system that is harvested otherwise. */
import type { AdapterKind } from '../adapter.ts';
import { createSip2Adapter } from './adapter.ts';
import { sip2Settings } from './config.ts';
import { NO_READING_RULES } from './reading-rules.ts';

export const sip2Kind: AdapterKind = {
  kind: 'sip2',
  title: 'SIP2',
  described: [{ as: 'yes' }],
  settings: sip2Settings,
  harvestMethods: [],
  rules: () => NO_READING_RULES,
  create: createSip2Adapter,
};
