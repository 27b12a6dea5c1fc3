// Adds up the tests and the other steps of .ci/run: file with vitest's results, then the exit code of each step.
import { readFileSync } from 'node:fs';

const [file = '', tests = '1', checks = '1', demo = '1'] = process.argv.slice(2);
let passed = 0;
let failed = 0;
try {
  const results = JSON.parse(readFileSync(file, 'utf8'));
  passed += results.numPassedTests;
  failed += results.numFailedTests;
  // A file that could not be loaded has no tests that could fail.
  failed += results.testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && assertionResults.every((test) => test.status !== 'failed');
  }).length;
} catch {
  console.log(`The tests left no results in ${file}.`);
}
if (tests !== '0' && failed === 0) failed += 1;
for (const [name, code] of Object.entries({ checks, demo })) {
  console.log(`${name}: ${code === '0' ? 'passed' : 'failed'}`);
  if (code === '0') passed += 1;
  else failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
