import assert from "node:assert/strict";
import { type GitHubServer, type StoredDeploymentRecord, startGitHub } from "../../tools/github";
import { dynamicResources, pluginInJavaScript } from "../support/bindings/bindings";
import type { Declared } from "../support/bindings/declared";
import { succeeded } from "../support/finished";
import { declaredSet, takeCounts } from "../support/records-held";
import { ticking } from "../support/ticking";

/** Four sets, each with its own deployment. In each, `spell` spells another name: the cluster, an environment or the deployment. */
const sets = (spell: (name: string) => string): readonly Declared[] => [
    declaredSet("cluster", { "ns/of-cluster/c": "a" }, { cluster: spell("prod") }),
    declaredSet("logical", { "ns/of-logical/c": "a" }, { logicalEnvironment: spell("production") }),
    declaredSet("physical", { "ns/of-physical/c": "a" }, { physicalEnvironment: spell("eu-west-1") }),
    declaredSet("named", { [spell("ns/of-name/c")]: "a", "ns/stays/c": "b" }),
];

const lower = (name: string): string => name;
const upper = (name: string): string => name.toUpperCase();

/** The names that identify a record, as they are spelled. */
const placeOf = (record: StoredDeploymentRecord): string =>
    [record.cluster, record.logical_environment, record.physical_environment ?? "", record.deployment_name].join(" ");

for (const binding of [dynamicResources, pluginInJavaScript]) {
    for (const ignoresCase of [false, true]) {
        describe(`Names that change only their case, with ${binding.name}, if GitHub ${
            ignoresCase ? "treats them as the same" : "tells them apart"
        }:`, () => {
            let github: GitHubServer;

            before(async () => {
                github = await startGitHub({ now: ticking(), ignoresCase });
            });
            after(() => github.close());

            const deployed = (): string[] =>
                github
                    .deploymentRecords()
                    .filter(({ status }) => status === "deployed")
                    .map(placeOf)
                    .sort();

            it("those of a cluster, an environment and a deployment end up deployed with their new spelling", async () => {
                const project = await binding.start(github, sets(lower));
                succeeded(await project.up());
                const before = deployed();
                assert.equal(before.length, 5);
                await binding.rewrite(project, sets(upper));
                succeeded(await project.up());
                assert.deepEqual(deployed(), [
                    "PROD production  ns/of-cluster/c",
                    "prod-eu-1 PRODUCTION  ns/of-logical/c",
                    "prod-eu-1 production  NS/OF-NAME/C",
                    "prod-eu-1 production  ns/stays/c",
                    "prod-eu-1 production EU-WEST-1 ns/of-physical/c",
                ]);
                // If they are separate records, the former ones are retired.
                assert.equal(github.deploymentRecords().length, ignoresCase ? 5 : 9);
                takeCounts(github);
                succeeded(await project.up("--expect-no-changes"));
                assert.equal(takeCounts(github), "0 GET, 0 POST");
                succeeded(await project.up("--refresh", "--expect-no-changes"));
                await binding.rewrite(project, sets(lower));
                succeeded(await project.up());
                assert.deepEqual(deployed(), before);
                succeeded(await project.destroy());
                assert.deepEqual(deployed(), []);
            });
        });
    }
}
