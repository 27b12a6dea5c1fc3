import type { BadFile } from './table.ts';
import { attributesWith, fileWith } from './types.ts';

const steps = 'lower, upper, trim, ascii, before, after, replace, prefix, suffix, truncate';
const inputs = 'from, firstOf, join, cel, value';
const rules = 'connectors[0].provisioning.attributes';

/** A rule is wrong. */
export const provisioningProblems: readonly BadFile[] = [
  [
    'the source id of another source',
    fileWith('provisioning: { primaryAttribute: azure_ID }'),
    '5:21: connectors[0].provisioning.primaryAttribute: is "azure_ID"; with this source it is file_ID or username.',
  ],
  [
    'an unknown step',
    attributesWith('{ username: { from: uid, steps: [lower, lowwer] } }'),
    `6:59: ${rules}.username.steps[1]: there is no step "lowwer". Known steps are ${steps}; did you mean "lower"?`,
  ],
  [
    'an unknown step with a value',
    attributesWith('{ x: { from: uid, steps: [{ befor: "@" }] } }'),
    `6:45: ${rules}.x.steps[0]: there is no step "befor". Known steps are ${steps}; did you mean "before"?`,
  ],
  [
    'a step without its value',
    attributesWith('{ x: { from: uid, steps: [before] } }'),
    `6:45: ${rules}.x.steps[0]: the step "before" needs a value: { before: "@" }.`,
  ],
  [
    'a step with a value too many',
    attributesWith('{ x: { from: uid, steps: [{ lower: true }] } }'),
    `6:45: ${rules}.x.steps[0]: the step "lower" takes no value; write: lower.`,
  ],
  [
    'two steps in one',
    attributesWith('{ x: { from: uid, steps: [{ before: a, after: b }] } }'),
    `6:45: ${rules}.x.steps[0]: has 2 fields; a step has one. Write each step as an item of its own.`,
  ],
  [
    'a step that cuts nothing',
    attributesWith('{ x: { from: uid, steps: [{ truncate: 0 }] } }'),
    `6:47: ${rules}.x.steps[0].truncate: is 0; a whole number from 1 on is needed.`,
  ],
  [
    'an incomplete replacement',
    attributesWith('{ x: { from: uid, steps: [{ replace: { search: a } }] } }'),
    `6:47: ${rules}.x.steps[0].replace.with: is missing. Give what stands there instead; "" takes it out.`,
  ],
  [
    'a wrong regular expression',
    attributesWith('{ x: { from: uid, steps: [lower, { replace: { search: "[a", with: "" } }] } }'),
    `6:52: ${rules}.x.steps[1]: the pattern "[a" is not a regular expression: missing closing ]: \`[a\`. The syntax is that of RE2.`,
  ],
  [
    'two wrong steps',
    attributesWith('{ x: { from: uid, steps: [lowe, { replace: { search: "(", with: "" } }] } }'),
    `6:45: ${rules}.x.steps[0]: there is no step "lowe". Known steps are ${steps}; did you mean "lower"?`,
    `6:51: ${rules}.x.steps[1]: the pattern "(" is not a regular expression: missing closing ): \`(\`. The syntax is that of RE2.`,
  ],
  [
    'a wrong expression',
    attributesWith('{ x: { cel: "user.uid +" } }'),
    `6:21: ${rules}.x: the expression is wrong: Unexpected token: EOF (at ""). The language is CEL: texts in quotes, attributes as user.name or user["name"].`,
  ],
  ['no input', attributesWith('{ x: { steps: [lower] } }'), `6:21: ${rules}.x: has no input; give one of ${inputs}.`],
  [
    'two inputs',
    attributesWith('{ x: { from: a, cel: user.b } }'),
    `6:21: ${rules}.x: has from and cel; a rule has one of them.`,
  ],
  [
    'join without a separator',
    attributesWith('{ x: { join: [a, b] } }'),
    `6:21: ${rules}.x.with: is missing. Give what stands between the values, such as " ".`,
  ],
  [
    'a separator without join',
    attributesWith('{ x: { from: a, with: " " } }'),
    `6:35: ${rules}.x.with: "with" belongs to "join"; leave it out.`,
  ],
  [
    'nothing to choose from',
    attributesWith('{ x: { firstOf: [] } }'),
    `6:26: ${rules}.x.firstOf: is an empty list; name at least one.`,
  ],
  [
    'an unknown last resort',
    attributesWith('{ x: { from: a, ifNothing: empty } }'),
    `6:35: ${rules}.x.ifNothing: is "empty"; it must be one of raw, keep, clear, filter.`,
  ],
  [
    'a username that may be missing',
    attributesWith('{ username: { from: a, ifNothing: keep } }'),
    `6:42: ${rules}.username.ifNothing: "keep" is not possible for username. Choose one of raw, filter.`,
  ],
  [
    'no username',
    attributesWith('{ username: }'),
    `6:21: ${rules}.username: is empty; everybody needs a username. Give a rule.`,
  ],
  [
    'a known attribute in other letters',
    attributesWith('{ fullname: cn }'),
    `6:21: ${rules}.fullname: write it "fullName".`,
  ],
  [
    'an attribute called like a prototype',
    attributesWith('{ __proto__: cn }'),
    `6:21: ${rules}.__proto__: an attribute cannot have this name; choose another one.`,
  ],
  [
    'a rule that is a number',
    attributesWith('{ "cost centre": 5 }'),
    `6:21: ${rules}["cost centre"]: is a number (5); the name of an attribute or a map such as { from: mail } is needed.`,
  ],
  [
    'relinking by an unknown attribute',
    fileWith('provisioning: { onConflict: { relink-if-same: [emial] } }'),
    '5:52: connectors[0].provisioning.onConflict.relink-if-same[0]: there is no rule for the attribute "emial". Possible are fullName, email; did you mean "email"?',
  ],
  [
    'relinking by the name',
    fileWith('provisioning: { onConflict: { relink-if-same: [username] } }'),
    '5:52: connectors[0].provisioning.onConflict.relink-if-same[0]: username proves nothing here; name attributes such as email or an employee number.',
  ],
  [
    'relinking by nothing',
    fileWith('provisioning: { onConflict: { relink-if-same: [] } }'),
    '5:35: connectors[0].provisioning.onConflict.relink-if-same: is an empty list; name at least one.',
  ],
  [
    'an unknown answer to conflicts',
    fileWith('provisioning: { onConflict: relink }'),
    '5:21: connectors[0].provisioning.onConflict: is a text ("relink"); it must be ask or { relink-if-same: [email] }.',
  ],
];
