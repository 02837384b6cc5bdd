import { Run } from "../../provider/ownership/run";
import { type Applied, applyPlan, type Means } from "../../provider/record-set/apply";
import type { KnownSet, PriorSet } from "../../provider/record-set/model";
import { planRecordSet } from "../../provider/record-set/plan";
import { heldAsIn } from "./record-sets";
import { type Answers, type Calls, recordingClient } from "./recording-client";

/** An applied plan, and the requests to GitHub. */
export interface AppliedPlan extends Applied {
    readonly calls: Calls;
    /** `api: deployed` for each entry, by call. */
    readonly sent: readonly (readonly string[])[];
}

/** `api: deployed` for each entry that was sent, by call. */
export const entriesOf = ({ cluster }: Calls): string[][] =>
    cluster.map(({ deployments }) => deployments.map(({ deployment_name, status }) => `${deployment_name}: ${status}`));

/**
 * Plans and applies the change from a state to a declared set. By default, GitHub holds what the state says, and records
 * everything.
 */
export async function applied(
    prior: PriorSet | undefined,
    desired: KnownSet,
    answers: Answers = {},
    means: Partial<Means> = {},
): Promise<AppliedPlan> {
    const held = prior && { deploymentRecords: heldAsIn(prior) };
    const client = recordingClient({ ...held, ...answers });
    const outcome = await applyPlan(planRecordSet(prior, desired), desired, prior, {
        client: async () => client,
        run: new Run(),
        leaving: "update",
        onRejected: desired.onRejected,
        ...means,
    });
    return { ...outcome, calls: client.calls, sent: entriesOf(client.calls) };
}
