import type { ConnectorSummary } from '../../api/index.ts';
import { draftOptionValues } from '../../app/config/index.ts';
import type { ConnectorConfig } from '../../core/connector.ts';
import { isFailure } from '../../core/errors.ts';
import type { Run, StoredConnector } from '../../core/ports/store/index.ts';
import { nextStart } from '../../engine/schedule.ts';
import type { ServiceContext } from '../context.ts';
import { runAnswer } from './run.ts';

/** So many runs back the chart goes. */
const charted = 30;
/** Among so many runs the last real one is looked for. */
const lookedAt = 60;

/** The card of a connector. */
export async function connectorSummary(context: ServiceContext, stored: StoredConnector): Promise<ConnectorSummary> {
  const { store, clock } = context;
  const { config, version } = stored;
  const [ends, size, openConflicts, runs] = await Promise.all([
    endsOf(context, config),
    store.snapshots.size(config.id),
    store.results.countConflicts(config.id),
    store.runs.list(config.id, lookedAt),
  ]);
  const over = runs.filter(({ status }) => status !== 'running');
  const running = runs.find(({ status }) => status === 'running');
  const last = over.find(({ simulated, status }) => !simulated && status !== 'refused');
  const next = nextStart({ id: config.id, schedule: config.sync.schedule, scheduledAt: stored.scheduledAt });
  return {
    id: config.id,
    name: config.name,
    source: ends.source,
    target: ends.target,
    version,
    people: size.users,
    groups: size.groups,
    openConflicts,
    running: running === undefined ? null : runAnswer(running),
    lastRun: last === undefined ? null : runAnswer(last),
    recent: over.slice(0, charted).toReversed().map(chartPoint),
    nextRun: next === null ? null : Math.max(next, clock()),
    ...health(ends.problem, runs, openConflicts),
  };
}

/** Both ends by name; a type that this version does not have is a problem of the connector, not of the list. */
async function endsOf({ types }: ServiceContext, { id, source, target }: ConnectorConfig) {
  try {
    const [from, to] = await Promise.all([types.sourceType(source.type), types.targetType(target.type)]);
    const directory = to.directory(id, draftOptionValues(to.options, target.options));
    return {
      source: { type: source.type, label: from.label },
      target: { type: target.type, label: to.label, directory },
      problem: null,
    };
  } catch (error) {
    if (!isFailure(error, 'configuration')) throw error;
    return {
      source: { type: source.type, label: source.type },
      target: { type: target.type, label: target.type, directory: '' },
      problem: error.sentence,
    };
  }
}

function chartPoint({ id, startedAt, status, counts }: Run): ConnectorSummary['recent'][number] {
  const { added, updated, failed, disabled } = counts;
  return { run: id, at: startedAt, status, added, updated, failed, disabled };
}

type Health = Pick<ConnectorSummary, 'health' | 'healthMessage'>;

/** The newest run that tells how the connector is: no simulation, nobody's slip in a name, none that found another going on. */
function health(problem: string | null, runs: readonly Run[], openConflicts: number): Health {
  if (problem !== null) return { health: 'broken', healthMessage: problem };
  const last = runs.find(({ kind, simulated, status }) => {
    return kind !== 'single' && !simulated && status !== 'refused' && status !== 'running';
  });
  const said = last?.messages.at(-1) ?? '';
  const conflicts = openConflicts === 0 ? null : `${people(openConflicts)} with a conflict that needs a decision.`;
  switch (last?.status) {
    case undefined:
      return { health: 'new', healthMessage: 'It has never run.' };
    case 'failed':
      return { health: 'broken', healthMessage: said };
    case 'awaiting-approval':
      return { health: 'attention', healthMessage: `A plan waits for approval. ${said}`.trim() };
    case 'cancelled':
      return { health: 'attention', healthMessage: said };
    case 'partially-failed':
      return {
        health: 'attention',
        healthMessage: conflicts ?? `${people(last?.counts.failed ?? 0)} failed in the last run.`,
      };
    default:
      return conflicts === null
        ? { health: 'ok', healthMessage: null }
        : { health: 'attention', healthMessage: conflicts };
  }
}

function people(count: number): string {
  return count === 1 ? 'One person' : `${count.toLocaleString('en')} people`;
}
