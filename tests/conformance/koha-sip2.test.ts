import { describeAdapter } from './describe-adapter.ts';
import { KOHAS_SIP2 } from './kit-systems.ts';

for (const { title, create, options } of KOHAS_SIP2) describeAdapter(title, { create, ...options });
