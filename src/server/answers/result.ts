import type { ResultDocumentAnswer, ResultRow } from '../../api/index.ts';
import { changesBetween } from '../../core/planning/accounts.ts';
import type { StoredResult } from '../../core/ports/store/index.ts';
import { resultDocument } from '../../engine/results.ts';

/** A row of the result browser. */
export function resultRow(result: StoredResult, idAttribute: string): ResultRow {
  const { desired, before, after, conflict } = result;
  const account = after ?? before;
  return {
    subject: result.subject,
    status: result.status,
    situation: result.situation,
    message: result.message,
    reason: result.reason,
    sourceId: result.sourceId,
    username: desired?.username ?? account?.username ?? null,
    fullName: desired?.fullName ?? account?.fullName ?? null,
    email: desired?.email ?? account?.email ?? null,
    account: result.account,
    changed: changed(result, idAttribute),
    conflict: conflict?.kind ?? null,
  };
}

/** Of a new account every attribute is new, which says nothing. */
function changed({ before, after, addGroups, removeGroups }: StoredResult, idAttribute: string): string[] {
  const attributes = before === null || after === null ? [] : changesBetween(before, after, idAttribute);
  return [...attributes.map(({ attribute }) => attribute), ...addGroups, ...removeGroups];
}

/** The whole of a result. */
export function resultAnswer(result: StoredResult, idAttribute: string): ResultDocumentAnswer {
  const { changes, groupsAdded, groupsRemoved, conflict, ...rest } = resultDocument(result, idAttribute);
  return {
    ...rest,
    changes: [...changes],
    groupsAdded: [...groupsAdded],
    groupsRemoved: [...groupsRemoved],
    conflict: conflict === null ? null : { ...conflict },
  };
}
