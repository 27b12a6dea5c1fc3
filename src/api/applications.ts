import { z } from 'zod';
import { time } from './common.ts';

/** What a product may write into the first of its directories. */
export const applicationWrite = z.enum(['users', 'groups', 'memberships']);
export type ApplicationWriteAnswer = z.infer<typeof applicationWrite>;

/** How far an application has come with one run. */
const reached = z.object({
  /** When it first had the state that the run left; null: not yet. */
  reachedAt: time.nullable(),
  /** How it got that state: all of it, or what changed. */
  kind: z.enum(['full', 'incremental']).nullable(),
  /** When it fetched anything last; null: never. */
  fetchedAt: time.nullable(),
});

const settings = {
  /** In order: the first one that has a name wins. */
  directories: z.array(z.string().max(63)).max(50),
  /** Somebody is in the groups that any of the directories gives them, not only in those of their own directory. */
  aggregateMemberships: z.boolean(),
  /** IP addresses and networks (CIDR) from which it may call; none: from anywhere. */
  addresses: z.array(z.string().trim().max(100)).max(200),
  /** Nothing by default. */
  mayWrite: z.array(applicationWrite).max(10),
};

export const application = z.object({
  id: z.number().int(),
  name: z.string(),
  ...settings,
  createdAt: time,
  /** When it got its password. */
  passwordAt: time,
  lastSeenAt: time.nullable(),
  /** When it read all of a directory, or what changed in it, last. */
  fetchedAt: time.nullable(),
  requests: z.number().int(),
  /** Who calls by this name, as its last request said; null before the first one. */
  product: z.object({ product: z.string(), version: z.string().nullable() }).nullable(),
});
export type ApplicationAnswer = z.infer<typeof application>;

/** `GET /applications` */
export const applications = z.object({
  items: z.array(
    application.extend({
      /** The last run of each connector into its directories, and whether the application has fetched what it did. */
      runs: z.array(reached.extend({ run: z.string(), finishedAt: time })),
    }),
  ),
  /** What a product is told as its server URL. */
  serverUrl: z.string(),
});
export type ApplicationsAnswer = z.infer<typeof applications>;

/** `POST /applications` */
export const newApplication = z.object({
  name: z.string().max(255),
  directories: settings.directories,
  aggregateMemberships: settings.aggregateMemberships.default(false),
  addresses: settings.addresses.default([]),
  mayWrite: settings.mayWrite.default([]),
});

/** `PATCH /applications/:id`: what is left out stays as it is. */
export const applicationChange = z.object(settings).partial();

/** `POST /applications` and `POST /applications/:id/rotate`: the only times that a password is shown. */
export const applicationWithPassword = application.extend({ password: z.string() });

/** `GET /runs/:id/applications`: those that read the run's directory, by name. */
export const runApplications = z.object({ items: z.array(reached.extend({ application: z.string() })) });
