import { BEFORE_RELEASE } from '../release.ts';
import { describeAdapter } from './describe-adapter.ts';
import { KOHAS_SIP2 } from './kit-systems.ts';

// The others ask the same SIP2, behind the same OAI-PMH.
const asked = BEFORE_RELEASE ? KOHAS_SIP2 : KOHAS_SIP2.slice(0, 1);
for (const { title, create, options } of asked) describeAdapter(title, { create, ...options });
