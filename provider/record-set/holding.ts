import { type Doubt, type Unconfirmed, unconfirmed } from "../ownership/last-write";
import { type Deployment, type DeploymentRecord, type HeldSet, writtenAt } from "./model";

/** What GitHub holds for a set, as far as it is known so far. */
export class Holding implements HeldSet {
    readonly deployments: Map<string, Deployment>;
    readonly records: Map<string, DeploymentRecord>;
    readonly unconfirmed: Map<string, Unconfirmed>;

    constructor(held: HeldSet | undefined) {
        this.deployments = new Map(held?.deployments);
        this.records = new Map(held?.records);
        this.unconfirmed = new Map(held?.unconfirmed);
    }

    /** Keeps a deployment that GitHub has confirmed. */
    confirm(name: string, deployment: Deployment, record: DeploymentRecord): void {
        this.deployments.set(name, deployment);
        this.records.set(name, record);
        this.unconfirmed.delete(name);
    }

    /** Keeps a deployment without a record. */
    doubt(name: string, deployment: Deployment, why: Unconfirmed): void {
        this.deployments.set(name, deployment);
        this.records.delete(name);
        this.unconfirmed.set(name, why);
    }

    /** Removes a deployment's record. The time of the last write stays known. */
    loseRecord(name: string, reason: Doubt): void {
        if (!this.deployments.has(name)) return;
        this.unconfirmed.set(name, unconfirmed(reason, writtenAt(this, name)));
        this.records.delete(name);
    }

    /** Removes a deployment. */
    drop(name: string): void {
        this.deployments.delete(name);
        this.records.delete(name);
        this.unconfirmed.delete(name);
    }
}
