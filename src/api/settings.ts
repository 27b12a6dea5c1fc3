import { z } from 'zod';
import { time } from './common.ts';
import { role } from './session.ts';

/** `GET`/`PUT /settings/oidc`. The client secret is never answered; left out, it stays as it is. */
export const oidcSettings = z.object({
  enabled: z.boolean(),
  label: z.string().max(100).default('Single sign-on'),
  issuer: z.string().max(500),
  clientId: z.string().max(500),
  clientSecret: z.string().max(2000).optional(),
  hasClientSecret: z.boolean().optional(),
  /** The claim that lists groups, and which group gives which role; the strongest one counts. */
  groupsClaim: z.string().max(100).default('groups'),
  roles: z.array(z.object({ group: z.string().min(1).max(500), role })),
  /** The address that the provider must be told; answered only. */
  redirectUri: z.string().optional(),
});
export type OidcSettings = z.infer<typeof oidcSettings>;

/** `GET`/`PUT /settings/service` */
export const serviceSettings = z.object({
  /** The address under which browsers reach the service, such as `https://sync.acme.test`; empty: as it is asked for. */
  publicUrl: z.string().max(500).default(''),
});

/** `GET /settings/secrets`: how old they are, never what they are. */
export const storedSecret = z.object({
  name: z.string(),
  /** The connector (or `settings`) that uses it. */
  usedBy: z.array(z.string()),
  setAt: time,
  setBy: z.string().nullable(),
  keyId: z.string(),
});

export const about = z.object({
  version: z.string(),
  node: z.string(),
  store: z.enum(['sqlite', 'postgres']),
  dataDirectory: z.string(),
  startedAt: time,
  keyId: z.string(),
  keyCreatedAt: time,
});

/** One entry of the audit log. `before` and `after` hold no secret. */
export const auditEntry = z.object({
  number: z.number().int(),
  at: time,
  /** An administrator, `token NAME`, `schedule` or `command line`. */
  actor: z.string(),
  address: z.string().nullable(),
  /** Such as `connector.changed`, `run.started`, `log-in.failed`. */
  action: z.string(),
  /** What it was about: `connector acme`, `administrator ada`. */
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditQuery = z.object({
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  subject: z.string().max(200).optional(),
});
