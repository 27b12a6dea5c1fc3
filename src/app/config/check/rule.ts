import type { IfNothing, MappingRule, RuleInput, Step } from '../../../core/mapping/rules.ts';
import { type Fields, fieldsOf, isMap, type Place, type Reader, refuse, required, within, wrongType } from './place.ts';
import { choice, filledListOf, filledText, listOf, text } from './readers.ts';
import { step } from './steps.ts';

const inputs = ['from', 'firstOf', 'join', 'cel', 'value'] as const;
const fallbacks: readonly IfNothing[] = ['raw', 'keep', 'clear', 'filter'];

const standIn: RuleInput = { from: 'username' };

/**
 * A rule: the name of an attribute, or a map with one input. Where one part is wrong something harmless stands in for it, so
 * that the other parts can be tried all the same.
 */
export const rule: Reader<MappingRule> = (place) => {
  if (typeof place.value === 'string') {
    const from = filledText(place);
    return from === undefined ? undefined : { from };
  }
  if (!isMap(place.value))
    return wrongType(place, 'the name of an attribute or a map such as { from: mail } is needed.');
  const fields = fieldsOf(place, [...inputs, 'with', 'steps', 'ifNothing']);
  if (fields === undefined) return undefined;
  const steps = fields.get('steps');
  const ifNothing = fields.get('ifNothing');
  const readSteps = steps && listOf<Step>((item) => step(item) ?? 'trim')(steps);
  const readFallback = ifNothing && choice(fallbacks)(ifNothing);
  return {
    ...(readInput(fields) ?? standIn),
    ...(readSteps === undefined ? {} : { steps: readSteps }),
    ...(readFallback === undefined ? {} : { ifNothing: readFallback }),
  };
};

function readInput(fields: Fields): RuleInput | undefined {
  const given = inputs.filter((name) => fields.get(name) !== undefined);
  const [name] = given;
  if (name === undefined) return refuse(fields.place, `has no input; give one of ${inputs.join(', ')}.`);
  if (given.length > 1) return refuse(fields.place, `has ${given.join(' and ')}; a rule has one of them.`);
  const separator = fields.get('with');
  if (separator !== undefined && name !== 'join') {
    return refuse(separator, '"with" belongs to "join"; leave it out.');
  }
  const place = within(fields.place, name, fields.get(name)?.value);
  return readers[name](place, fields);
}

const readers: { readonly [name in (typeof inputs)[number]]: (place: Place, fields: Fields) => RuleInput | undefined } =
  {
    from: (place) => {
      const from = filledText(place);
      return from === undefined ? undefined : { from };
    },
    firstOf: (place) => {
      const firstOf = filledListOf(filledText)(place);
      return firstOf === undefined ? undefined : { firstOf };
    },
    join: (place, fields) => {
      const join = filledListOf(filledText)(place);
      const separator = required(fields, 'with', 'Give what stands between the values, such as " ".', text);
      return join === undefined || separator === undefined ? undefined : { join, with: separator };
    },
    cel: (place) => {
      const cel = filledText(place);
      return cel === undefined ? undefined : { cel };
    },
    value: (place) => {
      const { value } = place;
      const plain = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
      const fixed = text(within({ ...place, path: place.path.slice(0, -1) }, 'value', plain));
      return fixed === undefined ? undefined : { value: fixed };
    },
  };
