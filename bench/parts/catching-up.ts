import { setTimeout as sleep } from "node:timers/promises";
import { startGitHub } from "../../tools/github";
import { timed } from "../pairs";
import { oneSet } from "../programs";
import { type Result, rounded } from "../result";
import { BenchStack } from "../stack";

const DEPLOYMENTS = 1_000;
const [BURST, A_SECOND] = [20, 3];

/** How long it takes until 1,000 deployments are recorded, beside one call for each, as github/deployment-tracker makes them. */
export async function catchingUp(): Promise<Result[]> {
    const ours = await BenchStack.with(oneSet("ours", { entries: DEPLOYMENTS }), async ({ github, project }) => {
        github.takeRequests();
        const began = Date.now();
        await project.up();
        // The time until the last record is there is less than that of the whole command.
        if (github.deploymentRecords().length !== DEPLOYMENTS) throw new Error("not all are recorded");
        return Date.now() - began;
    });
    const theirs = await timed(oneByOne);
    const ratio = theirs / ours;
    return [
        {
            what: `until ${DEPLOYMENTS} deployments are recorded, whole \`pulumi up\`; peer: one call each, ${A_SECOND} a second, burst ${BURST}`,
            value: rounded(ours / 1000),
            unit: "s",
            floor: rounded(theirs / 1000),
            ratio: rounded(ratio),
            aim: "≥ 50 × faster",
            met: ratio >= 50,
        },
    ];
}

/** The tracker's rule, replayed: a call for each deployment, none sooner than its turn. */
async function oneByOne(): Promise<void> {
    const github = await startGitHub();
    const began = performance.now();
    const calls = Array.from({ length: DEPLOYMENTS }, async (_, n) => {
        const turn = Math.max(0, ((n + 1 - BURST) / A_SECOND) * 1000);
        await sleep(Math.max(0, turn - (performance.now() - began)));
        const response = await fetch(`${github.url}/orgs/acme/artifacts/metadata/deployment-record/cluster/prod-eu-1`, {
            method: "POST",
            headers: { authorization: "Bearer ghs_embedded", "content-type": "application/json" },
            body: JSON.stringify({
                logical_environment: "production",
                deployments: [
                    {
                        name: `ghcr.io/acme/app-${n}`,
                        digest: `sha256:${n.toString(16).padStart(64, "0")}`,
                        deployment_name: `shop/app-${n}/server`,
                        github_repository: "api",
                    },
                ],
            }),
        });
        if (response.status !== 200) throw new Error(`GitHub answered ${response.status}: ${await response.text()}`);
    });
    await Promise.all(calls);
    const held = github.deploymentRecords().length;
    await github.close();
    if (held !== DEPLOYMENTS) throw new Error(`${held} are recorded`);
}
