import type { OptionProblem, OptionValues } from '../../core/options.ts';
import { isAttributeDescription } from '../../protocols/ldap/attribute-types.ts';
import { dnProblem } from '../../protocols/ldap/dn.ts';
import { addressOf, isLoopback } from '../../protocols/ldap/endpoint.ts';
import { filterProblem } from '../../protocols/ldap/filter.ts';
import { textsIn } from './settings.ts';

type Texts = (name: string) => string;

/** What the options get wrong together, or in a syntax that only LDAP knows. */
export function checkLdapOptions(options: OptionValues): readonly OptionProblem[] {
  const text = textsIn(options);
  const problems: OptionProblem[] = [...serverProblems(options, text), ...loginProblems(text)];
  const add = (option: string, message: string | undefined) => {
    if (message !== undefined) problems.push({ option, message });
  };
  add('userBase', dnProblem(text('userBase')));
  if (text('groupBase') !== '') add('groupBase', dnProblem(text('groupBase')));
  for (const option of ['userFilter', 'groupFilter']) add(option, filterProblem(text(option)));
  for (const option of ['idAttribute', 'groupNameAttribute']) {
    if (!isAttributeDescription(text(option))) add(option, 'is no name of an attribute; give one such as cn.');
  }
  return problems;
}

function serverProblems(options: OptionValues, text: Texts): OptionProblem[] {
  const url = text('url');
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^ldaps?:$/.test(parsed.protocol)) {
    return [{ option: 'url', message: 'is no LDAP URL; give one such as ldaps://ldap.example.com.' }];
  }
  const problems: OptionProblem[] = [];
  if (!/^\/?$/.test(parsed.pathname) || parsed.search !== '' || parsed.username !== '' || parsed.password !== '') {
    problems.push({ option: 'url', message: 'holds more than scheme, host and port; bases and logins have options.' });
  }
  const encrypted = parsed.protocol === 'ldaps:' || options.startTls === true;
  if (parsed.protocol === 'ldaps:' && options.startTls === true) {
    problems.push({
      option: 'startTls',
      message: 'does not go with ldaps:, which is encrypted already; leave one out.',
    });
  }
  if (!encrypted && options.allowPlaintext !== true && !isLoopback(addressOf(url).host)) {
    const message =
      'would send the password in plain text; use ldaps:, or set startTls (or, knowingly, allowPlaintext).';
    problems.push({ option: 'url', message });
  }
  if (!encrypted && text('caFile') !== '') {
    problems.push({ option: 'caFile', message: 'has no use without encryption; use ldaps: in url, or set startTls.' });
  }
  return problems;
}

/** Many servers take a login with an empty password for an anonymous one, and succeed. */
function loginProblems(text: Texts): OptionProblem[] {
  if (text('bindDn') === '') {
    if (text('bindPassword') === '') return [];
    return [{ option: 'bindDn', message: 'is missing beside bindPassword; give the DN of the account.' }];
  }
  const problem = dnProblem(text('bindDn'));
  const problems: OptionProblem[] = problem === undefined ? [] : [{ option: 'bindDn', message: problem }];
  if (text('bindPassword') === '') {
    const message = 'is empty beside bindDn, and the server would take us for anonymous; give the password.';
    problems.push({ option: 'bindPassword', message });
  }
  return problems;
}
