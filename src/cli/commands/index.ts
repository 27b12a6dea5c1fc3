/** The everyday commands, loaded together: many small files take longer to load than one. */
export { listConflicts } from './conflict.ts';
export { directoryGroups, directoryMembers, directoryUsers } from './directory.ts';
export { doctor } from './doctor.ts';
export { explain } from './explain.ts';
export { showPlan } from './plan.ts';
export { listRuns, runResults, showRun } from './run.ts';
export { syncCommand } from './sync.ts';
