import { z } from 'zod';
import { role } from '../../api/index.ts';
import type { Store } from '../../core/ports/store/index.ts';

/** The secret of the client at the provider, in the vault. Connectors cannot name it. */
export const clientSecretName = 'settings.oidc.clientSecret';

const name = 'oidc';

const stored = z.object({
  enabled: z.boolean(),
  label: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  groupsClaim: z.string(),
  roles: z.array(z.object({ group: z.string(), role })),
});

/** Log-in by OpenID Connect, as it is set; the client's secret stands elsewhere. */
export type OidcSetting = z.infer<typeof stored>;

const off: OidcSetting = {
  enabled: false,
  label: 'Single sign-on',
  issuer: '',
  clientId: '',
  groupsClaim: 'groups',
  roles: [],
};

export async function oidcSetting({ settings }: Store): Promise<OidcSetting> {
  const value = await settings.get(name);
  return value === undefined ? off : stored.parse(value);
}

export function saveOidcSetting({ settings }: Store, value: OidcSetting): Promise<void> {
  return settings.put(name, stored.parse(value));
}
