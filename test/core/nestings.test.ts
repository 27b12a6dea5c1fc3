import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Containment, closingCircles } from '../../src/core/groups/circles.ts';
import { type Nesting, planNestings, type StandingNesting } from '../../src/core/groups/nestings.ts';

/** `a>b` is b in a; `a=b` is fixed. */
function containment(text: string): Containment {
  const [parent = '', child = ''] = text.split(/[>=]/);
  return { parent, child, fixed: text.includes('=') };
}

const written = ({ parent, child, fixed }: Containment) => `${parent}${fixed ? '=' : '>'}${child}`;

function leftOut(...all: readonly string[]): readonly string[] {
  return [...closingCircles(all.map(containment))].map(written).sort();
}

describe('circles', () => {
  test.each([
    { all: ['a>b', 'b>c', 'a>c'], out: [] },
    { all: ['a>a'], out: ['a>a'] },
    { all: ['a>b', 'b>a'], out: ['b>a'] },
    { all: ['one>two', 'two>three', 'three>one'], out: ['three>one'] },
    // Where one can tell what is on top, the circle is opened below it.
    { all: ['top>m', 'm>k', 'k>m'], out: ['k>m'] },
    { all: ['a>b', 'b>a', 'b>c', 'c>b', 'c>c'], out: ['b>a', 'c>b', 'c>c'] },
    // What stays in any case decides which way round.
    { all: ['a>b', 'b=a'], out: ['a>b'] },
    { all: ['a>b', 'b>c', 'c=a'], out: ['b>c'] },
    { all: ['a=b', 'b=a', 'b>c', 'c>b'], out: ['c>b'] },
  ])('$all: left out $out', ({ all, out }) => {
    expect(leftOut(...all)).toEqual(out);
    expect(leftOut(...all.toReversed())).toEqual(out);
  });

  test('a chain of many groups, which closes at its end', () => {
    const many = 50_000;
    const name = (index: number) => String(index % many).padStart(6, '0');
    const all = Array.from({ length: many }, (_, index) => `${name(index)}>${name(index + 1)}`);
    expect(leftOut(...all)).toEqual([`${name(many - 1)}>${name(0)}`]);
  });

  test('no circle is left, nothing is left out that closes none, and the order does not matter', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const edge = fc.record({ parent: node, child: node, fixed: fc.constant(false) });
    const edges = fc.uniqueArray(edge, { selector: written, maxLength: 20 });
    fc.assert(
      fc.property(edges, (all) => {
        const out = closingCircles(all);
        const kept = all.filter((each) => !out.has(each));
        expect(kept.filter(({ parent, child }) => leads(kept, child, parent))).toEqual([]);
        expect([...out].filter(({ parent, child }) => !leads(kept, child, parent))).toEqual([]);
        expect(new Set([...closingCircles(all.toReversed())])).toEqual(new Set(out));
      }),
    );
  });

  test('what is fixed stays, and closes no circle with what is kept', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    // Those that stay close no circle among themselves.
    const edge = fc
      .record({ parent: node, child: node, fixed: fc.boolean() })
      .map((each) => ({ ...each, fixed: each.fixed && each.parent < each.child }));
    const edges = fc.uniqueArray(edge, { selector: ({ parent, child }) => `${parent} ${child}`, maxLength: 16 });
    fc.assert(
      fc.property(edges, (all) => {
        const out = closingCircles(all);
        const kept = all.filter((each) => !out.has(each));
        expect([...out].filter(({ fixed }) => fixed)).toEqual([]);
        const own = kept.filter(({ fixed }) => !fixed);
        expect(own.filter(({ parent, child }) => leads(kept, child, parent))).toEqual([]);
      }),
    );
  });
});

/** Whether one goes down from a group to another. */
function leads(all: readonly Containment[], from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const group of seen) for (const { parent, child } of all) if (parent === group) seen.add(child);
  return seen.has(to);
}

const nesting = (text: string): Nesting => {
  const [parent = '', child = ''] = text.split('>');
  return { parent, child };
};

const standing = (text: string, by: StandingNesting['by'] = 'own', synced = true) => ({ ...nesting(text), by, synced });

describe('nestings', () => {
  test('a group moves in one change; who only leaves comes first', () => {
    const view = {
      wanted: ['new>m', 'b>a'].map(nesting),
      standing: [standing('OLD>M'), standing('A>B')],
    };
    expect(planNestings(view, { keepLocal: true, deleted: [] }).changes).toEqual([
      { group: 'B', addGroups: [], removeGroups: ['A'] },
      { group: 'a', addGroups: ['b'], removeGroups: [] },
      { group: 'M', addGroups: ['new'], removeGroups: ['OLD'] },
    ]);
  });

  test('what is there already is left alone, whoever made it', () => {
    const view = {
      wanted: ['a>b', 'a>c', 'a>d'].map(nesting),
      standing: [standing('A>B'), standing('a>C', 'local'), standing('a>d', 'other')],
    };
    expect(planNestings(view, { keepLocal: false, deleted: [] })).toEqual({ changes: [], leftOut: [], ended: [] });
  });

  test.each([
    { keepLocal: true, ended: ['a>own'] },
    { keepLocal: false, ended: ['a>own', 'a>local'] },
  ])('keepLocal $keepLocal: $ended ends', ({ keepLocal, ended }) => {
    const view = {
      wanted: [],
      standing: [
        standing('a>own'),
        standing('a>local', 'local'),
        standing('a>unknown', 'local', false),
        standing('a>other', 'other'),
      ],
    };
    const plan = planNestings(view, { keepLocal, deleted: [] });
    expect(plan.ended.map(({ parent, child }) => `${parent}>${child}`)).toEqual(ended);
    expect(plan.changes).toHaveLength(ended.length);
  });

  test('what goes along with a deleted group ends without a change of its own', () => {
    const view = { wanted: [], standing: [standing('a>b'), standing('b>c'), standing('c>d')] };
    const plan = planNestings(view, { keepLocal: true, deleted: ['B'] });
    expect(plan.changes).toEqual([{ group: 'd', addGroups: [], removeGroups: ['c'] }]);
    expect(plan.ended).toHaveLength(3);
  });

  test('a local nesting decides which way round a circle is opened', () => {
    const view = { wanted: ['a>b'].map(nesting), standing: [standing('b>a', 'local', false), standing('a>b')] };
    const plan = planNestings(view, { keepLocal: true, deleted: [] });
    expect(plan).toMatchObject({ leftOut: [{ parent: 'a', child: 'b' }] });
    expect(plan.changes).toEqual([{ group: 'b', addGroups: [], removeGroups: ['a'] }]);
  });
});
