import Mocha from "mocha";

/** Mocha's own report, and a last line that says how many tests passed and failed: `812 passed, 0 failed`. */
export default class ClosingLine extends Mocha.reporters.Spec {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        // An earlier listener prints the report itself at the end of the run, before this one.
        runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
            const skipped = pending === 0 ? "" : `, ${pending} skipped`;
            process.stdout.write(`${passes} passed, ${failures} failed${skipped}\n`);
        });
    }
}

// Mocha loads a reporter with require and takes what that returns.
module.exports = ClosingLine;
