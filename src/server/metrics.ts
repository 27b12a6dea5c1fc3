import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Run } from '../core/ports/store/index.ts';

/** What the service counts, in the format of Prometheus. */
export class ServiceMetrics {
  readonly #registry = new Registry();
  readonly #runs = new Counter({
    name: 'user_sync_runs_total',
    help: 'Runs of this process that have ended, by status.',
    labelNames: ['connector', 'status'],
    registers: [this.#registry],
  });
  readonly #durations = new Histogram({
    name: 'user_sync_run_duration_seconds',
    help: 'How long runs of this process took.',
    labelNames: ['connector'],
    buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600],
    registers: [this.#registry],
  });
  readonly #logIns = new Counter({
    name: 'user_sync_log_ins_total',
    help: 'Attempts to log in, by what came of them.',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  runEnded({ connector, status, startedAt, finishedAt }: Run): void {
    this.#runs.inc({ connector, status });
    if (finishedAt !== null) this.#durations.observe({ connector }, (finishedAt - startedAt) / 1000);
  }

  logIn(outcome: 'succeeded' | 'failed' | 'limited'): void {
    this.#logIns.inc({ outcome });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
