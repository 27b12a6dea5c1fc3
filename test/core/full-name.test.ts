import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameParts } from '../../src/core/full-name.ts';

const unknown = { firstName: undefined, lastName: undefined };

describe('first and last name', () => {
  test.each([
    ['Ada Byron', 'Ada', 'Byron'],
    ['Ada Augusta  King', 'Ada Augusta', 'King'],
    ['Plato', '', 'Plato'],
    ['  Ada\tByron ', 'Ada', 'Byron'],
    ['Jürgen Groß 𝒳', 'Jürgen Groß', '𝒳'],
    ['', '', ''],
  ])('of "%s" alone', (full, firstName, lastName) => {
    expect(nameParts(full, unknown)).toEqual({ firstName, lastName });
  });

  test.each([
    ['Vincent van Gogh', { firstName: undefined, lastName: 'van Gogh' }, 'Vincent', 'van Gogh'],
    ['Vincent van Gogh', { firstName: 'Vincent', lastName: undefined }, 'Vincent', 'van Gogh'],
    ['V. v. Gogh', { firstName: 'Vincent', lastName: 'van Gogh' }, 'Vincent', 'van Gogh'],
    ['Vincent', { firstName: 'Vincent', lastName: undefined }, 'Vincent', 'Vincent'],
    ['Gogh', { firstName: undefined, lastName: 'Gogh' }, '', 'Gogh'],
    ['Vincent van Gogh', { firstName: ' ', lastName: '' }, 'Vincent van', 'Gogh'],
    ['Vincent van Gogh', { firstName: undefined, lastName: 'Rembrandt' }, 'Vincent van', 'Rembrandt'],
  ])('of "%s" when %o is known', (full, known, firstName, lastName) => {
    expect(nameParts(full, known)).toEqual({ firstName, lastName });
  });

  test('a last name is there whenever the full name says anything, since some products refuse people without', () => {
    const maybe = fc.option(fc.string(), { nil: undefined });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), maybe, maybe, (full, firstName, lastName) => {
        fc.pre(full.trim() !== '');
        const parts = nameParts(full, { firstName, lastName });
        expect(parts.lastName).not.toBe('');
        expect(parts.lastName).toBe(parts.lastName.trim());
        expect(parts.firstName).toBe(parts.firstName.trim());
      }),
    );
  });
});
