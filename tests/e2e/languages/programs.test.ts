import assert from "node:assert/strict";
import { programIn } from "../../support/program-in";

const PROGRAMS = {
    yaml: {
        "Pulumi.yaml": [
            "name: program",
            "runtime: yaml",
            "variables:",
            "  who: world",
            "outputs:",
            `  greeting: hello \${who}`,
            `  stack: \${pulumi.stack}`,
        ].join("\n"),
    },
    python: {
        "__main__.py": [
            "import pulumi",
            'pulumi.export("greeting", pulumi.Output.from_input("world").apply(lambda who: f"hello {who}"))',
            'pulumi.export("stack", pulumi.get_stack())',
        ].join("\n"),
    },
} as const;

for (const language of ["yaml", "python"] as const) {
    describe(`A program in ${language}`, () => {
        it("runs on the engine and has its outputs, and a second run changes nothing", async () => {
            const project = await programIn(language, PROGRAMS[language]);
            const first = await project.up();
            assert.equal(first.code, 0, first.output);
            assert.deepEqual(await project.outputs(), { greeting: "hello world", stack: "dev" });
            const second = await project.up("--expect-no-changes");
            assert.equal(second.code, 0, second.output);
        });
    });
}
