import type { AccountValue, Attributes, DesiredAccount } from '../core/people.ts';
import { changesBetween } from '../core/planning/accounts.ts';
import type { ConflictEvidence } from '../core/planning/plan.ts';
import type { StoredResult } from '../core/ports/store/index.ts';
import type { AttributeChange, ResultAccount, ResultStatus } from '../core/runs.ts';

type Values = { readonly [attribute: string]: AccountValue | boolean | number | null };

/** A result as it is downloaded: what an administrator or the support needs to see of one record in one run. */
export interface ResultDocument {
  readonly status: ResultStatus;
  readonly message: string;
  readonly situation: string | null;
  readonly reason: string;
  /** The source id. */
  readonly ATTR_ID: string;
  /** The username after the mapping; null where there is none. */
  readonly ATTR_NAME: string | null;
  /** The number of the account that the result is about, or that stands in the way. */
  readonly account: number | null;
  /** The record as the source returned it, with the source id under the name of its provider (`ldap_ID`). */
  readonly inputUser: Attributes | null;
  /** The account that the mapping made of it. */
  readonly outputUser: Values | null;
  /** The account as it was before the run. */
  readonly existingUser: Values | null;
  readonly changes: readonly AttributeChange[];
  readonly groupsAdded: readonly string[];
  readonly groupsRemoved: readonly string[];
  readonly conflict: ConflictEvidence | null;
}

export function resultDocument(result: StoredResult, idAttribute: string): ResultDocument {
  const { status, message, situation, reason, sourceId, input, desired, account, before, after, conflict } = result;
  return {
    status,
    message,
    situation,
    reason,
    ATTR_ID: sourceId,
    ATTR_NAME: desired?.username ?? after?.username ?? before?.username ?? null,
    account,
    inputUser: input === null ? null : { [idAttribute]: sourceId, ...input },
    outputUser: desired === null ? null : outputUser(desired, sourceId, idAttribute),
    existingUser: before === null ? null : existingUser(before, account, idAttribute),
    changes: after === null ? [] : changesBetween(before, after, idAttribute),
    groupsAdded: result.addGroups,
    groupsRemoved: result.removeGroups,
    conflict,
  };
}

/** What the mapping leaves out is left out here. */
export function outputUser(desired: DesiredAccount, sourceId: string, idAttribute: string): Values {
  const { username, fullName, email, active, attributes } = desired;
  return {
    ATTR_NAME: username,
    ...(fullName === undefined ? {} : { ATTR_FULLNAME: fullName }),
    ...(email === undefined ? {} : { ATTR_EMAIL: email }),
    ...(active === undefined ? {} : { ATTR_ACTIVE: active }),
    [idAttribute]: sourceId,
    ...attributes,
  };
}

function existingUser(account: ResultAccount, number: number | null, idAttribute: string): Values {
  const { username, fullName, email, active, sourceId, attributes } = account;
  return {
    number,
    ATTR_NAME: username,
    ATTR_FULLNAME: fullName,
    ATTR_EMAIL: email,
    ATTR_ACTIVE: active,
    [idAttribute]: sourceId,
    ...attributes,
  };
}
