import { z } from 'zod';

/** Who checks the passwords of its people: nobody, the identity provider that each comes from, or this program. */
export const directoryAuthentication = z.enum(['none', 'source', 'local']);

export const directory = z.object({
  id: z.string(),
  users: z.number().int(),
  active: z.number().int(),
  groups: z.number().int(),
  authentication: directoryAuthentication,
});

/** `PUT /directories/:id/authentication` */
export const authenticationChange = z.object({ authentication: directoryAuthentication });

export const directoryUser = z.object({
  number: z.number().int(),
  key: z.string(),
  username: z.string(),
  fullName: z.string().nullable(),
  email: z.string().nullable(),
  active: z.boolean(),
  sourceId: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
  /** The connector that manages the account; null for a local one. */
  connector: z.string().nullable(),
});
export type DirectoryUserAnswer = z.infer<typeof directoryUser>;

/** Where a membership comes from: the connector that made it; null for a local one. */
export const userMembership = z.object({ group: z.string(), connector: z.string().nullable() });

/** `GET /directories/:id/users/:number` */
export const directoryUserDetail = directoryUser.extend({ memberships: z.array(userMembership) });

export const directoryGroup = z.object({
  name: z.string(),
  description: z.string().nullable(),
  connector: z.string().nullable(),
  /** People who are direct members. */
  members: z.number().int(),
  /** Names of the groups that are direct members. */
  subgroups: z.array(z.string()),
});

/** `GET /directories/:id/groups/:name/members` */
export const groupMember = directoryUser.pick({ number: true, username: true, fullName: true, active: true }).extend({
  connector: z.string().nullable(),
  /** The group in the group that this is a membership of, the first by name; null for direct members. */
  through: z.string().nullable(),
});

/** `GET /directories/:id/groups/:name/members`: `nested=true` also gives those who are in it through groups in groups. */
export const membersQuery = z.object({ nested: z.enum(['true', 'false']).default('false') });

/** `GET /directories/:id/users` and `…/groups` */
export const directoryQuery = z.object({ search: z.string().max(200).optional() });
