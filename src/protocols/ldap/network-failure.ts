import { Failure } from '../../core/errors.ts';
import { type LdapEndpoint, nameOf } from './endpoint.ts';

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

const unknownIssuer = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
]);

const unreachable: { readonly [code: string]: string } = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'is not known by that name',
  EAI_AGAIN: 'could not be looked up by its name',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  ETIMEDOUT: 'did not answer',
};

/** What went wrong with a socket, in our words. */
export function networkFailure(endpoint: LdapEndpoint, error: unknown): Failure {
  const server = `The LDAP server ${nameOf(endpoint)}`;
  const code = codeOf(error);
  if (isTlsError(code)) return tlsFailure(server, code, error);
  const problem = unreachable[code];
  if (problem !== undefined) {
    return new Failure('transient', `${server} ${problem}.`, {
      remedy: 'Check host and port of url, and that the server runs and a firewall lets this machine through.',
      cause: error,
    });
  }
  return lost(endpoint, error);
}

export function lost(endpoint: LdapEndpoint, cause?: unknown): Failure {
  return new Failure('transient', `The LDAP server ${nameOf(endpoint)} closed the connection.`, {
    remedy: 'Check that the server runs, and that url names a port for this kind of connection.',
    cause,
  });
}

export function timedOut(endpoint: LdapEndpoint, during: string): Failure {
  const seconds = endpoint.timeoutMs / 1000;
  return new Failure('transient', `The LDAP server ${nameOf(endpoint)} did not answer for ${seconds} s (${during}).`, {
    remedy: 'Check that the server is well; timeoutSeconds says how long to wait.',
  });
}

export function notLdap(endpoint: LdapEndpoint, cause?: unknown): Failure {
  return new Failure('transient', `The LDAP server ${nameOf(endpoint)} sent something that is not LDAP.`, {
    remedy: 'Check that url names the port of an LDAP server, and ldaps: only a port that begins with TLS.',
    cause,
  });
}

function isTlsError(code: string): boolean {
  return unknownIssuer.has(code) || /^(?:CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|CRL_|HOSTNAME_|EPROTO$)/.test(code);
}

function tlsFailure(server: string, code: string, cause: unknown): Failure {
  const refused = (message: string, remedy: string) => new Failure('unauthorized', message, { remedy, cause });
  if (unknownIssuer.has(code)) {
    return refused(
      `${server} has a certificate from an authority that is not known here (${code}).`,
      "Save the authority's certificate as a PEM file and name it with caFile.",
    );
  }
  if (code === 'CERT_HAS_EXPIRED') return refused(`${server} has a certificate that has expired.`, 'Renew it there.');
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') {
    return refused(`${server} has a certificate for another name.`, 'Use in url a name that the certificate contains.');
  }
  if (code.startsWith('CERT_')) {
    return refused(`${server} has a certificate that cannot be accepted (${code}).`, 'Replace it on the server.');
  }
  return refused(
    `With ${server.replace(/^The/, 'the')} no encrypted connection could be agreed on (${code}).`,
    'Check that url names the port for this kind of connection (ldaps: 636, StartTLS: 389) and that the server offers TLS 1.2.',
  );
}
