/** Moving libraries from one system to another. */
export { copyPlan, dropPlan, findPlan, listPlans, makePlan, predictAgain, type Plan } from './plans/plan.ts';
export { MOVING_REPORTS, movingJobs } from './registry.ts';
