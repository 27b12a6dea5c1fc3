import type { FastifyBaseLogger } from 'fastify';
import type { TypeRegistry } from '../app/registry.ts';
import type { Vault } from '../app/secrets/index.ts';
import type { Store } from '../core/ports/store/index.ts';
import type { ServiceMetrics } from './metrics.ts';
import type { RunService } from './run-service.ts';

/** What the service is built from. Routes get it whole. */
export interface ServiceContext {
  readonly store: Store;
  readonly engine: 'sqlite' | 'postgres';
  /** Secrets at rest. */
  readonly vault: Vault;
  /** The connector types that there are. */
  readonly types: TypeRegistry;
  readonly runs: RunService;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly logger: FastifyBaseLogger;
  /** The last lines of the log, as JSON. */
  readonly recentLog: () => readonly string[];
  readonly metrics: ServiceMetrics;
  readonly dataDirectory: string;
  readonly version: string;
  /** The folder with the built page; undefined: the service has only its API. */
  readonly page: string | undefined;
  /** Addresses of reverse proxies (CIDR is possible) whose `X-Forwarded-…` headers are believed. */
  readonly trustedProxies: readonly string[];
}
