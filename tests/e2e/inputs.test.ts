import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { failed, succeeded } from "../support/finished";
import { inlineProgram as program, rewrite } from "../support/program";
import { deploymentOf, digestOf, setProgram } from "../support/records";

const target = 'cluster: "prod-eu-1", logicalEnvironment: "production"';
const pulumi = 'const pulumi = require("@pulumi/pulumi");';

describe("On the real engine, a program may declare", () => {
    let github: GitHubServer;

    beforeEach(async () => {
        github = await startGitHub();
    });
    afterEach(() => github.close());

    it("no deployments: the run sends and reads nothing, and needs no token", async () => {
        const project = (await program(github, setProgram({}))).with({ GITHUB_TOKEN: "" });
        succeeded(await project.up());
        succeeded(await project.refresh("--expect-no-changes"));
        await rewrite(project, setProgram([]));
        succeeded(await project.up("--expect-no-changes"));
        succeeded(await project.destroy());
        assert.deepEqual(github.takeRequests(), []);
    });

    it("deployments that are one output, with names that are outputs, too", async () => {
        const source = `${pulumi}
            const named = pulumi.output("shop/late");
            const list = pulumi.output([{ deploymentName: named, ...${JSON.stringify(deploymentOf("a"))} }]);
            new artifacts.ClusterDeploymentRecordSet("prod", { ${target}, deployments: list });`;
        const project = await program(github, source);
        succeeded(await project.up());
        assert.deepEqual(
            github.deploymentRecords().map(({ deployment_name }) => deployment_name),
            ["shop/late"],
        );
        succeeded(await project.up("--expect-no-changes"));
    });

    it("names in any script, with signs that do not belong in a path, and with names that JavaScript itself uses", async () => {
        const names = [
            ...[
                "größe/日本/🚀",
                "👩‍👩‍👧",
                "quo\"te's",
                "a b#c%2F?d",
                "../up",
                "..",
                "a.b",
                "[0]",
                '["x"]',
                "\\",
                "$(a)",
            ],
            ...["constructor", "toString", "valueOf", "then", "hasOwnProperty", "__provider", "id", "urn"],
            ...["x".repeat(256), "🚀".repeat(256)],
        ];
        const deployments = Object.fromEntries(
            names.map((name) => [name, deploymentOf("a", { tags: { [name]: "t" } })]),
        );
        for (const name of names.slice(-2)) deployments[name] = deploymentOf("a");
        const project = await program(github, setProgram(deployments, { physicalEnvironment: "../süd/ost #1" }));
        succeeded(await project.up());
        const held = (): string[] => github.deploymentRecords().map(({ deployment_name }) => deployment_name);
        assert.deepEqual(held().sort(), [...names].sort());
        assert.ok(
            github
                .deploymentRecords()
                .every(
                    ({ deployment_name, tags }) =>
                        [...deployment_name].length === 256 || tags?.[deployment_name] === "t",
                ),
        );
        const [resource] = await project.resources();
        assert.equal(resource?.id, "acme/prod-eu-1/production/..%2Fs%C3%BCd%2Fost%20%231");
        assert.deepEqual(Object.keys(resource?.outputs.deployments as object).sort(), [...names].sort());
        succeeded(await project.up("--refresh", "--expect-no-changes"));
        assert.ok(github.takeRequests().every(({ path }) => path.startsWith("/orgs/acme/artifacts/")));
        succeeded(await project.destroy());
        assert.ok(github.deploymentRecords().every(({ status }) => status === "decommissioned"));
    });

    for (const [what, source, reasons] of [
        [
            "a name that Pulumi loses, in a map",
            setProgram({ plain: 1 }).replace('"plain"', '["__proto__"]'),
            ['deployments["__proto__"] cannot be transported by Pulumi: no entry may be called __proto__'],
        ],
        [
            "a name that Pulumi loses, in a list and among tags",
            setProgram([
                { deploymentName: "__proto__", ...deploymentOf("a") },
                { deploymentName: "b", ...deploymentOf("b") },
            ]),
            ['deployments[0].deploymentName is "__proto__", which Pulumi cannot transport: use another name'],
        ],
        [
            "half a character, which Pulumi cannot transport",
            setProgram({ "d\ud800": deploymentOf("c") }),
            [
                'deployments["d\\ud800"] cannot be transported by Pulumi: no entry may be called __proto__, and no text may contain half',
            ],
        ],
        [
            "a name with characters that should not reach a terminal",
            setProgram({
                "a\u001b[31mb": deploymentOf("a"),
                "c\u009b\u202e": deploymentOf("b"),
            }),
            [
                'deployments["a\\u001b[31mb"] has a name that is "a\\u001b[31mb" and contains a control character, a line break',
                'deployments["c\\u009b\\u202e"] has a name that is "c\\u009b\\u202e" and contains',
            ],
        ],
        [
            "an organization and a cluster that would lead to another path of the API",
            setProgram({}, { org: "acme/../../user", cluster: ".." }),
            [
                'org is "acme/../../user", but must be an organization\'s name',
                'cluster is "..", but must be 1 to 128 letters, digits, dots, hyphens and underscores',
            ],
        ],
    ] as const) {
        it(`but not ${what}: the preview refuses it by name and escaped`, async () => {
            const { output } = failed(await (await program(github, source)).preview());
            for (const reason of reasons) assert.ok(output.includes(reason), output);
            // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is that there are none
            assert.doesNotMatch(output, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\ufffd]/);
            assert.deepEqual(github.takeRequests(), []);
        });
    }

    it("2,500 deployments of 40 images: three requests record them, and one request then updates one of them", async () => {
        const source = (changed: string): string => `const deployments = {};
            for (let i = 0; i < 2500; i++) deployments["shop/app-" + i] = {
                name: "ghcr.io/acme/app-" + (i === 7 ? "seven" : i % 40), githubRepository: "api",
                digest: i === 7 ? "${changed}" : "sha256:" + (i % 40).toString(16).padStart(64, "0"),
            };
            new artifacts.ClusterDeploymentRecordSet("prod", { ${target}, deployments });`;
        const project = await program(github, source(digestOf("a")));
        const entries = (): unknown[] =>
            github.takeRequests().flatMap(({ method, entries }) => (method === "POST" ? entries : []));
        succeeded(await project.up());
        assert.deepEqual(entries(), [1000, 1000, 500]);
        await rewrite(project, source(digestOf("b")));
        const { output } = succeeded(await project.up());
        assert.match(output, /1 to update, 2499 unchanged; 1 request/);
        assert.deepEqual(entries(), [1]);
        succeeded(await project.destroy());
        assert.deepEqual(entries(), [1000, 1000, 500]);
    });

    it("Pulumi's options: a retained set stays deployed, and a protected set is not destroyed", async () => {
        const withOption = (option: string): string =>
            setProgram({ "shop/api": deploymentOf("a") }).replace(/\);$/, `, { ${option} });`);
        const project = await program(github, withOption("protect: true"));
        succeeded(await project.up());
        github.takeRequests();
        assert.notEqual((await project.destroy()).code, 0);
        await rewrite(project, withOption("retainOnDelete: true"));
        succeeded(await project.up());
        succeeded(await project.destroy());
        assert.deepEqual(github.takeRequests(), []);
        assert.equal(github.deploymentRecords()[0]?.status, "deployed");
    });
});
