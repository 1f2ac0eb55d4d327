/** Ends a run with one plain line, `N passed, N failed`, alone on its line: for people and for machines. */
export class TallyReporter {
  onTestRunEnd(modules, unhandledErrors, reason) {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const { state } = test.result();
        if (state in count) count[state] += 1;
      }
      // A file that did not load, or a hook outside its tests that failed, failed as well.
      if (module.state() === "failed" && !tests.some((test) => test.result().state === "failed")) {
        count.failed += 1;
      }
    }
    // A run that broke before its first test is not a run without failures.
    if (reason === "failed" && count.failed === 0) count.failed = 1;
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
    console.log(`\n${count.passed} passed, ${count.failed} failed${skipped}`);
  }
}

export default TallyReporter;
