/** Systems whose records come one way and whose live facts another. */
export { composeAdapter } from './compose.ts';
export { composeRules } from './harvest.ts';
