/** Moving libraries from one system to another. */
export { MOVING_REPORTS, movingJobs } from './registry.ts';
