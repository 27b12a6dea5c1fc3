import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { Failure } from '../../core/errors.ts';

/** Where a server listens and how to talk to it. */
export interface LdapEndpoint {
  readonly host: string;
  readonly port: number;
  readonly security: 'ldaps' | 'startTls' | 'none';
  /** A PEM file with the certificates of the only authorities to be trusted. Left out: those of the platform. */
  readonly caFile?: string | undefined;
  /** For connecting, and for the silence of the server during an operation. */
  readonly timeoutMs: number;
  readonly bind?: { readonly dn: string; readonly password: string } | undefined;
}

/** Host and port of an `ldap:` or `ldaps:` URL. Throws a TypeError when it is none. */
export function addressOf(url: string): { readonly host: string; readonly port: number } {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { host: host === '' ? 'localhost' : host, port: Number(port) || (protocol === 'ldaps:' ? 636 : 389) };
}

/** Whether a host is this machine, by its name. */
export function isLoopback(host: string): boolean {
  return host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host) || /^(?:.+\.)?localhost$/i.test(host);
}

export function nameOf({ host, port }: LdapEndpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Reads the authorities. Throws `configuration` when the file cannot be used. */
export async function tlsOptions({ host, caFile }: LdapEndpoint): Promise<ConnectionOptions> {
  const name = isIP(host) === 0 ? { servername: host } : {};
  if (caFile === undefined) return { host, ...name };
  let ca: string;
  try {
    ca = await readFile(caFile, 'utf8');
  } catch (error) {
    throw new Failure('configuration', `The file ${caFile} (caFile) cannot be read.`, {
      remedy: 'Check its path and that the account of this program may read it.',
      cause: error,
    });
  }
  if (!ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw new Failure('configuration', `The file ${caFile} (caFile) holds no PEM certificate.`, {
      remedy: 'Export the certificate of the authority in PEM form: it begins with -----BEGIN CERTIFICATE-----.',
    });
  }
  return { host, ...name, ca };
}
