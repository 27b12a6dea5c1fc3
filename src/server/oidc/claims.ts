import type { AdministratorRole } from '../../core/ports/store/index.ts';
import type { OidcSetting } from '../settings/oidc.ts';

/** What a provider says of somebody. */
export type Claims = { readonly [claim: string]: unknown };

/** Weakest first. */
const byStrength: readonly AdministratorRole[] = ['viewer', 'operator', 'administrator'];

/** The strongest role that one of the groups gives; undefined when none does. */
export function roleOf(claims: Claims, { groupsClaim, roles }: OidcSetting): AdministratorRole | undefined {
  const groups = groupsOf(claims, groupsClaim);
  const given = new Set(roles.filter(({ group }) => groups.includes(group)).map(({ role }) => role));
  return byStrength.findLast((role) => given.has(role));
}

/** The texts of a claim: a list or one text. A name with dots also leads into objects, as `realm_access.roles`. */
export function groupsOf(claims: Claims, name: string): readonly string[] {
  const value = claimAt(claims, name);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function claimAt(claims: unknown, name: string): unknown {
  if (typeof claims !== 'object' || claims === null) return undefined;
  if (Object.hasOwn(claims, name)) return (claims as Claims)[name];
  const [first = '', ...rest] = name.split('.');
  if (rest.length === 0 || !Object.hasOwn(claims, first)) return undefined;
  return claimAt((claims as Claims)[first], rest.join('.'));
}

export function usernameOf(claims: Claims): string {
  const named = [claims.preferred_username, claims.email, claims.sub];
  return String(named.find((name) => typeof name === 'string' && name.trim() !== '') ?? '')
    .trim()
    .slice(0, 100);
}

export function fullNameOf({ name }: Claims): string {
  return typeof name === 'string' ? name.trim().slice(0, 200) : '';
}
