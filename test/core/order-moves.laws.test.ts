import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Mover, orderMoves } from '../../src/core/planning/renames.ts';

/**
 * People 0 to n-1 have the names 0 to n-1. Each wants another name: of one of them (nobody wants the same one as
 * somebody else) or a free one, and some of them cannot move at all.
 */
const movers: fc.Arbitrary<Mover[]> = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const names = Array.from({ length: size }, (_, i) => i);
  const wants = fc.shuffledSubarray([...names, ...names.map((i) => i + size)], { minLength: size, maxLength: size });
  const stuck = fc.uniqueArray(fc.nat({ max: size - 1 }), { maxLength: 2 });
  return fc.tuple(wants, stuck, fc.shuffledSubarray(names, { minLength: 1 })).map(([wanted, immovable, present]) =>
    present.map((subject): Mover => {
      const name = wanted[subject] ?? subject;
      const waitsFor = name < size && name !== subject ? name : null;
      return { subject, waitsFor, movable: !immovable.includes(subject) };
    }),
  );
});

/** Does the moves one after the other, and throws when a name is not free. */
function move(all: readonly Mover[]): Map<string, number> {
  const { order, stepAside, blocked } = orderMoves(all);
  const bySubject = new Map(all.map((mover) => [mover.subject, mover]));
  const owners = new Map<string, number>();
  for (const { subject, waitsFor } of all) {
    owners.set(`name ${subject}`, subject);
    if (waitsFor !== null) owners.set(`name ${waitsFor}`, waitsFor);
  }
  const give = (subject: number, name: string) => {
    for (const [held, owner] of owners) if (owner === subject) owners.delete(held);
    expect(owners.has(name), `${subject} takes ${name}`).toBe(false);
    owners.set(name, subject);
  };
  for (const subject of stepAside) give(subject, `aside ${subject}`);
  for (const subject of order) {
    const mover = bySubject.get(subject);
    if (mover === undefined || blocked.has(subject)) continue;
    give(subject, mover.waitsFor === null ? `free ${subject}` : `name ${mover.waitsFor}`);
  }
  return owners;
}

test('every name is free when it is needed, and nobody is left aside', () => {
  fc.assert(
    fc.property(movers, (all) => {
      const owners = move(all);
      expect([...owners.keys()].filter((name) => name.startsWith('aside'))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test('everybody has one place in the order', () => {
  fc.assert(
    fc.property(movers, (all) => {
      const { order } = orderMoves(all);
      expect(order.toSorted((a, b) => a - b)).toEqual(all.map(({ subject }) => subject).toSorted((a, b) => a - b));
    }),
  );
});

test('who is blocked cannot move, or waits for one who is blocked or stays', () => {
  fc.assert(
    fc.property(movers, (all) => {
      const { blocked, stepAside } = orderMoves(all);
      const present = new Map(all.map((mover) => [mover.subject, mover]));
      for (const { subject, waitsFor, movable } of all) {
        const stays = waitsFor !== null && (!present.has(waitsFor) || blocked.has(waitsFor));
        expect(blocked.has(subject)).toBe(!movable || stays);
        if (blocked.has(subject)) expect(stepAside.has(subject)).toBe(false);
      }
    }),
  );
});

test('a permutation moves whole, with one step aside for each cycle', () => {
  const permutation = fc.integer({ min: 1, max: 40 }).chain((size) => {
    const names = Array.from({ length: size }, (_, i) => i);
    return fc.shuffledSubarray(names, { minLength: size, maxLength: size });
  });
  fc.assert(
    fc.property(permutation, (names) => {
      const all = names.flatMap((name, subject): Mover[] =>
        name === subject ? [] : [{ subject, waitsFor: name, movable: true }],
      );
      const { blocked, stepAside } = orderMoves(all);
      expect(blocked.size).toBe(0);
      expect(stepAside.size).toBe(cycles(names));
      const owners = move(all);
      for (const [subject, name] of names.entries())
        if (name !== subject) expect(owners.get(`name ${name}`)).toBe(subject);
    }),
    { numRuns: 300 },
  );
});

function cycles(names: readonly number[]): number {
  const seen = new Set<number>();
  let count = 0;
  for (const start of names.keys()) {
    if (seen.has(start) || names[start] === start) continue;
    count += 1;
    for (let next = start; !seen.has(next); next = names[next] ?? start) seen.add(next);
  }
  return count;
}
