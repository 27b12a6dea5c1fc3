import { z } from 'zod';
import { nameProblem } from '../core/names.ts';
import { time } from './common.ts';

export const role = z.enum(['viewer', 'operator', 'administrator']);
export type Role = z.infer<typeof role>;

export const username = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => name === '' || nameProblem(name) === undefined, { error: 'contains a control character' });
/** A new password: at least twelve characters. */
export const newPassword = z.string().min(12).max(200);

/** `GET /session/options`, for strangers: what the log-in page must show. */
export const logInOptions = z.object({
  /** Nobody is there yet: the set-up link that the program printed makes the first administrator. */
  setUpNeeded: z.boolean(),
  /** Log-in by OpenID Connect, under this label; null where it is not set up. */
  oidc: z.object({ label: z.string() }).nullable(),
});

/** `GET /session/oidc`: leads a browser to the provider, and from there back to this address of the page. */
export const oidcQuery = z.object({
  returnTo: z
    .string()
    .max(2000)
    .regex(/^\/(?![/\\])/)
    .default('/')
    .catch('/'),
});

/** `POST /setup`, with the token of the printed link. */
export const setUpRequest = z.object({
  token: z.string().max(200),
  username,
  fullName: z.string().max(200).default(''),
  password: newPassword,
});

/** `POST /session` */
export const logInRequest = z.object({ username, password: z.string().max(200) });

/** `GET /session`. Requests that change something carry `csrf` as the header `X-CSRF-Token`. */
export const session = z.object({
  username: z.string(),
  fullName: z.string(),
  role,
  csrf: z.string(),
  expiresAt: time,
  /** `password` or `oidc` */
  by: z.string(),
});
export type SessionAnswer = z.infer<typeof session>;

export const administrator = z.object({
  id: z.number().int(),
  username: z.string(),
  fullName: z.string(),
  role,
  /** `local` with a password here, `oidc` where the provider says who it is. */
  kind: z.enum(['local', 'oidc']),
  active: z.boolean(),
  createdAt: time,
  lastLogIn: time.nullable(),
});
export type AdministratorAnswer = z.infer<typeof administrator>;

export const newAdministrator = z.object({
  username,
  fullName: z.string().max(200).default(''),
  role,
  password: newPassword,
});
export const administratorChange = z.object({
  fullName: z.string().max(200).optional(),
  role: role.optional(),
  active: z.boolean().optional(),
  password: newPassword.optional(),
});
/** `POST /session/password`: one's own. */
export const passwordChange = z.object({ current: z.string().max(200), password: newPassword });

/** `GET /sessions` */
export const openSession = z.object({
  id: z.string(),
  username: z.string(),
  createdAt: time,
  lastSeen: time,
  address: z.string(),
  agent: z.string(),
  current: z.boolean(),
});

export const scope = z.enum(['read', 'run', 'configure', 'administer']);
export type Scope = z.infer<typeof scope>;

export const token = z.object({
  id: z.number().int(),
  name: z.string(),
  scopes: z.array(scope),
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsed: time.nullable(),
  /** The first characters, to tell tokens apart. */
  prefix: z.string(),
});
export type TokenAnswer = z.infer<typeof token>;

export const newToken = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(scope).min(1),
  /** Null: never. */
  expiresInDays: z.number().int().min(1).max(3650).nullable().default(90),
});
/** `POST /tokens`: the only time that the token itself is shown. */
export const createdToken = token.extend({ token: z.string() });
