export { type NamedUser, removeLocalPassword, requireUser, setLocalPassword } from './local-passwords.ts';
export { PasswordChecks } from './password-checks.ts';
export type { CheckVerdict } from './verdict.ts';
export { authentications, checkedBy } from './words.ts';
