import { PasswordPolicyError } from 'ldapts';

/** What a server says to a bind with somebody's password. */
export type BindVerdict = 'right' | 'wrong' | 'expired' | 'locked' | 'not-found';

interface BindResult {
  readonly status: number;
  readonly errorMessage: string;
}

/** Result codes of RFC 4511, appendix A. */
const codes = {
  success: 0,
  constraintViolation: 19,
  noSuchObject: 32,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  unwillingToPerform: 53,
} as const;

/**
 * Undefined when the result says nothing about the password. `policy`: the error of the password policy control
 * (draft-behera-ldap-password-policy), where the server sent one.
 */
export function bindVerdict({ status, errorMessage }: BindResult, policy: number | undefined): BindVerdict | undefined {
  switch (status) {
    case codes.success:
      return policy === PasswordPolicyError.ChangeAfterReset ? 'expired' : 'right';
    case codes.invalidCredentials:
      return refusedBy(policy) ?? refusedAs(errorMessage) ?? 'wrong';
    // The entry has no password.
    case codes.inappropriateAuthentication:
      return 'wrong';
    // 389 Directory Server: too many wrong passwords.
    case codes.constraintViolation:
      return 'locked';
    // 389 Directory Server: "Account inactivated. Contact system administrator."
    case codes.unwillingToPerform:
      return /\binactivated\b/i.test(errorMessage) ? 'locked' : refusedBy(policy);
    case codes.noSuchObject:
      return 'not-found';
    default:
      return undefined;
  }
}

function refusedBy(policy: number | undefined): BindVerdict | undefined {
  if (policy === PasswordPolicyError.PasswordExpired || policy === PasswordPolicyError.ChangeAfterReset)
    return 'expired';
  return policy === PasswordPolicyError.AccountLocked ? 'locked' : undefined;
}

/**
 * Active Directory: the Windows error in hexadecimal, "… AcceptSecurityContext error, data 775, v1db1". Other servers: the
 * words of 389 Directory Server, "password expired!".
 */
function refusedAs(diagnostic: string): BindVerdict | undefined {
  const [, windows = ''] = /\bdata ([0-9a-f]+),/i.exec(diagnostic) ?? [];
  return ofWindows[windows.toLowerCase()] ?? (/^password expired\b/i.test(diagnostic) ? 'expired' : undefined);
}

const ofWindows: { readonly [code: string]: BindVerdict | undefined } = {
  /** ERROR_PASSWORD_EXPIRED, ERROR_PASSWORD_MUST_CHANGE */
  532: 'expired',
  773: 'expired',
  /** ERROR_INVALID_LOGON_HOURS, ERROR_INVALID_WORKSTATION, ERROR_ACCOUNT_DISABLED, ERROR_ACCOUNT_EXPIRED */
  530: 'locked',
  531: 'locked',
  533: 'locked',
  701: 'locked',
  /** ERROR_ACCOUNT_LOCKED_OUT */
  775: 'locked',
};
