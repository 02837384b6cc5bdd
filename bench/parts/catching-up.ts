import { setTimeout as sleep } from "node:timers/promises";
import { type Allowance, Budget } from "../../provider/github/pace";
import { startGitHub } from "../../tools/github";
import { timed } from "../pairs";
import { oneSet } from "../programs";
import { type Result, rounded } from "../result";
import { BenchStack } from "../stack";

const DEPLOYMENTS = 1_000;

/** The pace of github/deployment-tracker, in calls. */
const TRACKER: Allowance = { burst: 20, perSecond: 3 };

/** How long it takes to record 1,000 deployments, compared with one call for each, as github/deployment-tracker makes them. */
export async function catchingUp(): Promise<Result[]> {
    const ours = await BenchStack.with(oneSet("ours", { entries: DEPLOYMENTS }), async (stack) => {
        // The last record is there before the whole command ends.
        const took = await stack.time((project) => project.up());
        if (stack.github.deploymentRecords().length !== DEPLOYMENTS) throw new Error("not all are recorded");
        return took;
    });
    const theirs = await timed(oneByOne);
    const ratio = theirs / ours;
    const { burst, perSecond } = TRACKER;
    return [
        {
            what: `until ${DEPLOYMENTS} deployments are recorded, whole \`pulumi up\`; peer: one call each, ${perSecond} a second, burst ${burst}`,
            value: rounded(ours / 1000),
            unit: "s",
            floor: rounded(theirs / 1000),
            ratio: rounded(ratio),
            aim: "≥ 50 × faster",
            met: ratio >= 50,
        },
    ];
}

/** Replays the tracker's rule: one call for each deployment, not before its turn. */
async function oneByOne(): Promise<void> {
    const github = await startGitHub();
    const budget = new Budget(TRACKER);
    const calls = Array.from({ length: DEPLOYMENTS }, async (_, n) => {
        await sleep(budget.take(performance.now(), 1));
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
