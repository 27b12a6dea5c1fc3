import type { ConnectorTypes, Directory } from '../../api/answers.ts';

export type Authentication = Directory['authentication'];

/** Who checks the passwords of a directory's people, in words. */
export const checkers: readonly { readonly value: Authentication; readonly label: string; readonly help: string }[] = [
  {
    value: 'none',
    label: 'Nobody',
    help: 'Nobody logs in to a product with a password of this directory. For single sign-on (SAML, OpenID Connect).',
  },
  {
    value: 'source',
    label: 'The identity provider',
    help: 'User Sync asks the provider that the person comes from. It stores no password.',
  },
  {
    value: 'local',
    label: 'User Sync',
    help: 'With passwords that you set one by one: user-sync directory password USERNAME.',
  },
];

export function checkerOf(authentication: Authentication): string {
  return checkers.find(({ value }) => value === authentication)?.label ?? authentication;
}

/** Which types of sources can check passwords, as a sentence. */
export function ableSources({ sources }: ConnectorTypes): string {
  const labels = (able: boolean) =>
    sources.filter(({ capabilities }) => (capabilities.authenticate === true) === able).map(({ label }) => label);
  const [can, cannot] = [labels(true), labels(false)];
  const others = cannot.length === 0 ? '' : `; ${cannot.join(', ')} cannot`;
  return `Sources that can: ${can.join(', ') || 'none'}${others}.`;
}
