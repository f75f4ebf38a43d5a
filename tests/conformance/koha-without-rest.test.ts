import { describeAdapter } from './describe-adapter.ts';
import { KOHAS_WITHOUT_REST } from './kit-systems.ts';

for (const { title, create, options } of KOHAS_WITHOUT_REST) describeAdapter(title, { create, ...options });
