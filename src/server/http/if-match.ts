import type { FastifyRequest } from 'fastify';
import type { StoredConnector } from '../../core/ports/store/index.ts';
import { HttpProblem, httpProblems } from './problem.ts';

/** How a version stands in the header `ETag`. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version that the header `If-Match` names, which must be the one that is stored: nobody overwrites what somebody else
 * has done meanwhile.
 */
export function requireVersion({ headers }: FastifyRequest, stored: StoredConnector): number {
  const given = headers['if-match'];
  if (given === undefined) {
    throw new HttpProblem(httpProblems.versionMissing, 'The request does not say which version it changes.', {
      remedy: 'Send the ETag that came with the connector as the header If-Match.',
    });
  }
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(given.trim())?.[1];
  if (version !== String(stored.version)) throw staleVersion(stored);
  return stored.version;
}

/** Says who made which version in the meantime. */
export function staleVersion({ config, version, updatedAt, updatedBy }: StoredConnector): HttpProblem {
  const by = updatedBy === null ? '' : ` by ${updatedBy}`;
  return new HttpProblem(httpProblems.stale, `"${config.id}" has been changed${by} in the meantime.`, {
    remedy: 'Look at what the other change did, then make yours again.',
    newest: { version, at: updatedAt, by: updatedBy },
    headers: { etag: etagOf(version) },
  });
}
