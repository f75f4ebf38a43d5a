import { describeAdapter } from './describe-adapter.ts';
import { KOHAS } from './kit-systems.ts';

for (const { title, create, options } of KOHAS) describeAdapter(title, { create, ...options });
