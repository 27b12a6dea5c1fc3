import { expect, test } from 'vitest';
import { considerateSource } from '../../src/engine/wrappers/considerate-source.ts';
import { FaultPlan, MemoryCompany, memorySource } from '../../src/sources/memory/index.ts';

/** What whoever reads does with a page. */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** How often somebody else had a turn while everything was read. */
async function turnsDuring(read: AsyncIterable<unknown>): Promise<{ turns: number; pages: number }> {
  let [turns, pages, over] = [0, 0, false];
  const look = () => {
    if (over) return;
    turns += 1;
    setImmediate(look);
  };
  setImmediate(look);
  for await (const _event of read) {
    pages += 1;
    work(5);
  }
  over = true;
  return { turns, pages };
}

test('a source that has everything at hand lets others have their turn', async () => {
  const company = new MemoryCompany();
  for (let i = 0; i < 200; i += 1) company.user(`id${i}`, { uid: `person${i}` });
  const source = memorySource(company, new FaultPlan());
  const { signal } = new AbortController();
  expect((await turnsDuring(source.read(signal))).turns).toBe(0);
  const { turns, pages } = await turnsDuring(considerateSource(source).read(signal));
  expect(pages).toBe(21);
  expect(turns).toBeGreaterThan(4);
});
