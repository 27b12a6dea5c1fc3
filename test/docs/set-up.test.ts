import { expect, test } from 'vitest';
import { allSourceTypes } from '../../src/app/registry.ts';
import { readPage } from './pages.ts';

test.each(await allSourceTypes())('the page of $type has the steps of its form', async ({ type, setUp }) => {
  const { text } = await readPage(`docs/sources/${type}.md`);
  expect(setUp.length).toBeGreaterThan(0);
  const steps = setUp.map((step, index) => `${index + 1}. ${step}\n`).join('');
  expect(text).toContain(`## Set-up\n\n${steps}`);
});
