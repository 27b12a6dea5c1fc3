import type { OptionValues } from '../../core/options.ts';
import { addressOf, type LdapEndpoint } from '../../protocols/ldap/endpoint.ts';
import { type Filter, parseFilter } from '../../protocols/ldap/filter.ts';
import { ldapOptions } from './options.ts';

type MemberAttribute = 'member' | 'uniqueMember' | 'memberUid';

/** The options with their types. */
export interface LdapSettings {
  readonly endpoint: LdapEndpoint;
  readonly url: string;
  readonly userBase: string;
  readonly userFilter: Filter;
  /** Undefined: no groups. */
  readonly groupBase: string | undefined;
  readonly groupFilter: Filter;
  readonly groupNameAttribute: string;
  readonly memberAttribute: MemberAttribute;
  readonly idAttribute: string;
  readonly pageSize: number;
  readonly overlapMs: number;
}

/** Options that passed the checks. */
export function ldapSettings(options: OptionValues): LdapSettings {
  const text = textsIn(options);
  const url = text('url');
  const bindDn = text('bindDn');
  const bind = bindDn === '' ? undefined : { dn: bindDn, password: text('bindPassword') };
  const memberAttribute = text('memberAttribute');
  return {
    endpoint: {
      ...addressOf(url),
      security: url.toLowerCase().startsWith('ldaps:') ? 'ldaps' : options.startTls === true ? 'startTls' : 'none',
      caFile: text('caFile') || undefined,
      timeoutMs: Number(text('timeoutSeconds')) * 1000,
      bind,
    },
    url,
    userBase: text('userBase'),
    userFilter: parseFilter(text('userFilter')),
    groupBase: text('groupBase') || undefined,
    groupFilter: parseFilter(text('groupFilter')),
    groupNameAttribute: text('groupNameAttribute'),
    memberAttribute: memberAttribute === 'uniqueMember' || memberAttribute === 'memberUid' ? memberAttribute : 'member',
    idAttribute: text('idAttribute'),
    pageSize: Number(text('pageSize')),
    overlapMs: Number(text('overlapSeconds')) * 1000,
  };
}

/** Reads options as texts without blanks around them; where there is none, its default, else an empty text. */
export function textsIn(options: OptionValues): (name: string) => string {
  return (name) => {
    const value = options[name] ?? ldapOptions.find((option) => option.name === name)?.default ?? '';
    return name === 'bindPassword' ? String(value) : String(value).trim();
  };
}
